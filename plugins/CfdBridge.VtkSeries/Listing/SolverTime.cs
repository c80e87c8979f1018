using System.Globalization;

namespace CfdBridge.VtkSeries;

/// <summary>Times that solvers wrote in single precision, as they were meant.</summary>
static class SolverTime
{
    /// <summary>0.02, where the nearest single is 0.0199999996: the shortest decimal that names the same single.</summary>
    public static double Shortest(double value) =>
        (float)value == value ? double.Parse(((float)value).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    /// <summary>
    /// The more precise of a time from an index and one from the file itself, where they mean the same instant: indices
    /// are written with few digits. Where they differ, the index is right: somebody wrote it on purpose.
    /// </summary>
    public static double Refined(double index, double file)
    {
        const double digitsOfAnIndex = 1e-5; // OpenFOAM writes six significant digits by default
        return Math.Abs(index - file) <= digitsOfAnIndex * Math.Max(Math.Abs(index), Math.Abs(file)) ? file : index;
    }
}

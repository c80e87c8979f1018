using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CfdBridge.Vtk;

namespace CfdBridge.VtkSeries;

/// <summary>How VTK series are read and written.</summary>
sealed record VtkSeriesOptions
{
    [Description("Which series to read where a folder holds several: the part of the file names before the number, such as `flow_`. Empty: the only one.")]
    public string Series { get; init; } = "";

    [Range(1, 9), Description("How hard zlib packs the files written: 1 is fastest, 9 smallest.")]
    public int CompressionLevel { get; init; } = VtuFile.DefaultCompressionLevel;
}

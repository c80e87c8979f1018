using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CfdBridge.Vtk;

namespace CfdBridge.VtkSeries;

/// <summary>How VTK series are read and written.</summary>
sealed record VtkSeriesOptions
{
    [Description("Which series to read where a folder holds several: the part of the file names before the number, such as `flow_`. Empty: the only one.")]
    public string Series { get; init; } = "";

    [Description("Where the numbers of the files written stand: Inline (every reader takes it) or Appended (a quarter smaller; not for ParaView 5.11 on an updated Debian 12).")]
    public VtuDataMode DataMode { get; init; } = VtuDataMode.Inline;

    [Range(1, 9), Description("How hard zlib packs the files written: 1 is fastest, 9 smallest.")]
    public int CompressionLevel { get; init; } = VtuFile.DefaultCompressionLevel;
}

namespace CfdBridge.VtkSeries;

/// <summary>Series of VTK files, read from any solver that writes them and written for ParaView; and VTK's own interpolation onto another mesh.</summary>
public sealed class VtkSeriesModule : IPluginModule
{
    const string Kind = "vtk-series";

    const string Expects =
        "a series of VTK files (a .pvd, a .vtu.series and its kin, one VTK file, a folder of numbered ones, OpenFOAM's postProcessing/<vtkWrite> or VTK/)";

    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.AddSource<VtkSeriesOptions>(Kind, Expects, SeriesPlace.Recognises,
            (request, options, context) => new VtkSeriesSource(request, options, context.Logger));
        registry.AddSink<VtkSeriesOptions>(Kind, (options, _) => new VtkSeriesSink(options));
        registry.AddInterpolation<NoOptions>("vtk", (_, _) => new VtkInterpolation());
    }
}

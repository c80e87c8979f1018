namespace CfdBridge.OpenFoam;

/// <summary>Offers OpenFOAM cases as a source, how they are solved, and warm starts and runs of them.</summary>
public sealed class OpenFoamModule : IPluginModule
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.AddSource<OpenFoamOptions>(
            "openfoam",
            "an OpenFOAM case (a directory with system/controlDict and a mesh, serial, processor*/ or processorsN/, or a .foam file in it)",
            CaseFolder.Recognises,
            (request, options, _) => new OpenFoamSource(request, options));
        registry.AddNumericsReader<OpenFoamOptions>("openfoam", CaseFolder.Recognises, (_, _) => new NumericsReader());
        registry.AddWarmStartSink<RestartOptions>("openfoam-restart", CaseFolder.Recognises, (options, _) => new RestartableCase(options));
        registry.AddSolverRunner<RunOptions>("openfoam-run", CaseFolder.Recognises, (options, context) => new FoamRunner(options, context.Time));
    }
}

using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.VtkSeries;

public sealed class RecognitionTests : IDisposable
{
    readonly TempFolder folder = new();

    [Theory]
    [InlineData("run.pvd"), InlineData("run.vtu.series"), InlineData("run.vtm.series"), InlineData("run.vtk.series")]
    [InlineData("one.vtu"), InlineData("one.VTK"), InlineData("one.pvtu"), InlineData("one.vtm")]
    public void An_index_or_a_VTK_file_is_recognised(string name) => Assert.True(Plugin.Recognises(folder.Write(name, "")));

    [Theory, InlineData("case.foam"), InlineData("log.txt"), InlineData("movie.series"), InlineData("a.vtkl")]
    public void Other_files_are_not(string name) => Assert.False(Plugin.Recognises(folder.Write(name, "")));

    [Theory, InlineData("a_0001.vtu"), InlineData("a.10.vtk"), InlineData("cavity_00000010.vtm"), InlineData("run.pvd")]
    public void A_folder_with_a_series_is_recognised(string name)
    {
        folder.Write(name, "");

        Assert.True(Plugin.Recognises(folder.Path));
    }

    [Fact]
    public void An_OpenFOAM_case_is_not_for_this_plugin_but_its_post_processing_is()
    {
        folder.Write("cavity/system/controlDict", "");
        folder.Write("cavity/cavity_1.vtu", "");
        folder.Write("cavity/postProcessing/vtk/cavity_00000010.vtm", "");
        folder.Write("cavity/postProcessing/forces/0/coefficient.dat", "");

        Assert.False(Plugin.Recognises(folder.At("cavity")));
        Assert.True(Plugin.Recognises(folder.At("cavity", "postProcessing")));
        Assert.True(Plugin.Recognises(folder.At("cavity", "postProcessing", "vtk")));
        Assert.False(Plugin.Recognises(folder.At("cavity", "postProcessing", "forces")));
    }

    [Fact]
    public void Several_function_objects_with_VTK_are_an_error_that_lists_them()
    {
        folder.Write("postProcessing/fine/c_1.vtm", "");
        folder.Write("postProcessing/coarse/c_1.vtm", "");

        var failure = Assert.Throws<CaseFormatException>(() => Plugin.Source(folder.At("postProcessing")).Scan(default));

        Assert.Contains("coarse, fine", failure.Fact);
    }

    [Fact]
    public void A_place_that_is_gone_is_an_error()
    {
        folder.Write("s/a_1.vtu", "");
        var source = Plugin.Source(folder.At("s"));
        source.Scan(default);

        Directory.Delete(folder.At("s"), recursive: true);

        Assert.Throws<CaseFormatException>(() => source.Scan(default));
    }

    public void Dispose() => folder.Dispose();
}

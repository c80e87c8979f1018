namespace CfdBridge.Vtk;

public static class VtkLibrary
{
    public static string Version => "?";
}

namespace TorchSharp;

/// <summary>Conversions of a module; extensions, so that the type of the module is the type of the result.</summary>
public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => Converted(module, type, null);

    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module => Converted(module, null, device);

    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => Converted(module, type, device);

    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module => Converted(module, null, new torch.Device(device));

    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        Converted(module, null, new torch.Device(deviceType, deviceIndex));

    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => Converted(module, null, torch.CPU);

    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module => Converted(module, null, new torch.Device(DeviceType.CUDA, deviceIndex));

    static T Converted<T>(T module, torch.ScalarType? type, torch.Device? device) where T : torch.nn.Module
    {
        module.Convert(type, device);
        return module;
    }
}

using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static Device CPU { get; } = new(DeviceType.CPU);

    public static Device CUDA { get; } = new(DeviceType.CUDA);

    public static Device META { get; } = new(DeviceType.META);

    /// <summary>Where a tensor lives.</summary>
    public sealed class Device : IEquatable<Device>
    {
        public Device(DeviceType type, int index = -1)
        {
            this.type = type;
            this.index = type == DeviceType.CPU ? -1 : index;
        }

        /// <param name="description">As torch writes it: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</param>
        /// <param name="index">The device's number where the description has none.</param>
        public Device(string description, int index = -1) : this(Parse(description, out var written), written ?? index) { }

        public Device(int index) : this(DeviceType.CUDA, index) { }

        public DeviceType type { get; }

        public int index { get; }

        // One number that carries both across the C boundary.
        internal long Packed => ((long)type << 32) | (uint)index;

        internal static Device Unpack(long packed) => new((DeviceType)(packed >> 32), (int)packed);

        public bool Equals(Device? other) => other is not null && type == other.type && index == other.index;

        public override bool Equals(object? obj) => Equals(obj as Device);

        public override int GetHashCode() => HashCode.Combine(type, index);

        public override string ToString() => index < 0 ? type.ToString().ToLowerInvariant() : $"{type.ToString().ToLowerInvariant()}:{index}";

        static DeviceType Parse(string description, out int? index)
        {
            var parts = description.Split(':');
            index = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null;
            return parts[0].ToLowerInvariant() switch
            {
                "cpu" => DeviceType.CPU,
                "cuda" => DeviceType.CUDA,
                "mps" => DeviceType.MPS,
                "meta" => DeviceType.META,
                _ => throw new ArgumentException($"The device \"{description}\" is unknown. Known devices: cpu, cuda, cuda:N, mps, meta.", nameof(description)),
            };
        }
    }

    public static Device device(string description) => new(description);

    public static Device device(int index) => new(index);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);
}

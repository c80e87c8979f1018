using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Pipeline;

public sealed class NetworkFileSystemTests : IDisposable
{
    readonly TempFolder folder = new();

    [Theory]
    [InlineData("/data/run", "nfs4")]
    [InlineData("/data", "nfs4")]
    [InlineData("/data/local/run", "ext4")]
    [InlineData("/database", "ext4")]
    [InlineData("/home/my runs/a", "lustre")]
    public void The_longest_mount_point_above_a_path_tells_its_file_system(string path, string type)
    {
        var mounts = folder.Write("mountinfo", """
            21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
            36 21 0:50 / /data rw shared:7 - nfs4 server:/export rw,vers=4.2
            37 36 8:2 / /data/local rw - ext4 /dev/sdb1 rw
            38 21 0:51 / /home/my\040runs rw master:3 - lustre mgs@tcp:/fs rw
            """);

        Assert.Equal(type, NetworkFileSystem.TypeOf(path, mounts));
    }

    [Fact]
    public void Where_the_system_does_not_tell_a_path_counts_as_local() =>
        Assert.Null(NetworkFileSystem.TypeOf("/data", folder.At("none")));

    public void Dispose() => folder.Dispose();
}

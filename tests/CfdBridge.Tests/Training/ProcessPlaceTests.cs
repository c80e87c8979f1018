using CfdBridge.Training;

namespace CfdBridge.Tests.Training;

public sealed class ProcessPlaceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("MASTER_ADDR=node MASTER_PORT=1234")]
    [InlineData("RANK=0 WORLD_SIZE=1")]
    [InlineData("OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=1 OMPI_COMM_WORLD_LOCAL_SIZE=1")]
    [InlineData("SLURM_PROCID=0 SLURM_NTASKS=4 SLURM_JOB_ID=7 SLURM_JOB_NODELIST=node[1-4]")] // a batch script
    [InlineData("SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=1")]
    public void A_process_that_was_not_started_with_others_is_alone(string environment) => Assert.Equal(ProcessPlace.Alone, Of(environment));

    [Theory]
    [InlineData("RANK=2 WORLD_SIZE=3 MASTER_ADDR=node MASTER_PORT=1234", "node", 1234)]
    [InlineData("RANK=2 WORLD_SIZE=3 MASTER_ADDR=node", "node", 29500)]
    [InlineData("OMPI_COMM_WORLD_RANK=2 OMPI_COMM_WORLD_SIZE=3 OMPI_COMM_WORLD_LOCAL_SIZE=3 MASTER_PORT=1234", "127.0.0.1", 1234)]
    [InlineData("OMPI_COMM_WORLD_RANK=2 OMPI_COMM_WORLD_SIZE=3 OMPI_COMM_WORLD_LOCAL_SIZE=2 MASTER_ADDR=node MASTER_PORT=1234", "node", 1234)]
    [InlineData("OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=9 RANK=2 WORLD_SIZE=3 MASTER_ADDR=node MASTER_PORT=1234", "node", 1234)]
    [InlineData("SLURM_PROCID=2 SLURM_STEP_NUM_TASKS=3 SLURM_STEP_NUM_NODES=1 SLURM_STEP_NODELIST=node5 MASTER_PORT=1234", "127.0.0.1", 1234)]
    [InlineData("SLURM_PROCID=2 SLURM_STEP_NUM_TASKS=3 SLURM_STEP_NUM_NODES=3 SLURM_STEP_NODELIST=gpu[03-05,09],login MASTER_PORT=1234", "gpu03", 1234)]
    [InlineData("SLURM_PROCID=2 SLURM_STEP_NUM_TASKS=3 SLURM_STEP_NUM_NODES=3 SLURM_STEP_NODELIST=a,b[1-2] MASTER_PORT=1234", "a", 1234)]
    [InlineData("SLURM_PROCID=2 SLURM_STEP_NUM_TASKS=3 SLURM_STEP_NUM_NODES=2 SLURM_STEP_NODELIST=r1[7,9]-ib,b MASTER_PORT=1234", "r17-ib", 1234)]
    public void Launchers_say_which_it_is_and_where_the_first_is(string environment, string address, int port) => Assert.Equal(new(2, 3, address, port), Of(environment));

    [Fact]
    public void Two_jobs_on_one_machine_meet_at_different_ports_and_all_processes_of_one_at_the_same()
    {
        int PortOf(int rank, string job) => Of($"OMPI_COMM_WORLD_RANK={rank} OMPI_COMM_WORLD_SIZE=2 OMPI_COMM_WORLD_LOCAL_SIZE=2 PMIX_NAMESPACE={job}").Port;

        Assert.Equal(PortOf(0, "1463943169"), PortOf(1, "1463943169"));
        Assert.NotEqual(PortOf(0, "1463943169"), PortOf(0, "1463943170"));
        Assert.All(Enumerable.Range(0, 200), job => Assert.InRange(PortOf(0, $"{job}"), 20000, 31999));
    }

    [Theory]
    [InlineData("RANK=0", "WORLD_SIZE: it is not set")]
    [InlineData("WORLD_SIZE=2 MASTER_ADDR=node", "RANK: it is not set. It has to be a number from 0 to 1")]
    [InlineData("RANK=2 WORLD_SIZE=2 MASTER_ADDR=node", "RANK: it is \"2\"")]
    [InlineData("RANK=0 WORLD_SIZE=two", "WORLD_SIZE: it is \"two\". It has to be a number from 1 on")]
    [InlineData("RANK=0 WORLD_SIZE=2 MASTER_ADDR=node MASTER_PORT=70000", "MASTER_PORT: it is \"70000\"")]
    [InlineData("RANK=0 WORLD_SIZE=2", "MASTER_ADDR: it is not set")]
    [InlineData("OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_LOCAL_SIZE=2", "mpirun: -x MASTER_ADDR=HOST")]
    public void What_does_not_say_where_to_meet_is_refused_in_words(string environment, string words) =>
        Assert.Contains(words, Assert.Throws<UsageException>(() => Of(environment)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_trains_in_one_process_says_so_when_there_are_several()
    {
        ProcessPlace.Alone.ExpectAlone("train codec");

        Assert.StartsWith("train codec: 2 processes were started for it", Assert.Throws<UsageException>(() => Of("RANK=0 WORLD_SIZE=2 MASTER_ADDR=node").ExpectAlone("train codec")).Message, StringComparison.Ordinal);
    }

    static ProcessPlace Of(string environment)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1]);
        return ProcessPlace.Of(name => variables.GetValueOrDefault(name));
    }
}

namespace TorchSharp.Modules;

using static TorchSharp.torch;

/// <summary>What every optimizer can be told, for one group of parameters.</summary>
public abstract class OptimizerOptions
{
    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }
}

/// <summary>What an optimizer remembers of one parameter.</summary>
public abstract class OptimizerState
{
    private protected OptimizerState() { }
}

/// <summary>Parameters that are trained alike.</summary>
public abstract class ParamGroup : optim.ILearningRateController
{
    private protected ParamGroup(IEnumerable<Parameter> parameters, OptimizerOptions options) => (Parameters, Options) = ([.. parameters], options);

    public IList<Parameter> Parameters { get; }

    public OptimizerOptions Options { get; }

    public double LearningRate
    {
        get => Options.LearningRate ?? 0;
        set => Options.LearningRate = value;
    }

    public double InitialLearningRate
    {
        get => Options.InitialLearningRate;
        set => Options.InitialLearningRate = value;
    }
}

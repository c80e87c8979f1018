namespace CfdBridge.Baselines;

/// <summary>Decides how the final states of finished runs are to be added up.</summary>
interface IStateWeights
{
    /// <summary>Weights of the runs [runs], and what was found, in words.</summary>
    /// <param name="products">Scalar products between the states of two runs, when they are asked for [runs, runs].</param>
    /// <exception cref="EngineRefusedException">The method has no answer here.</exception>
    (double[] Weights, string Note) Of(RunTable table, Func<double[,]> products);
}

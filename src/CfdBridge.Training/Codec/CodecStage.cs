namespace CfdBridge.Training;

/// <summary>A stage of a codec's training.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Steps">Its length.</param>
/// <param name="LearningRate">At its start.</param>
sealed record CodecStage(CodecStageKind Kind, int Steps, double LearningRate)
{
    const string Readout = "readout."; // the point decoder's parameters
    const string Time = ".time.";      // those of what mixes times

    /// <summary>Name in the log.</summary>
    public string Name => Kind.ToString().ToLowerInvariant();

    /// <summary>The first two are ECHO's (fig. 3); its third is the generator's.</summary>
    public static IReadOnlyList<CodecStage> Of(CodecTrainingOptions options) =>
    [
        new(CodecStageKind.Trajectories, options.TrajectorySteps, options.LearningRate),
        new(CodecStageKind.Frames, options.FrameSteps, options.FrameLearningRate),
        new(CodecStageKind.Points, options.PointSteps, options.LearningRate),
    ];

    /// <summary>Whether a parameter is trained in this stage.</summary>
    public bool Trains(string parameter)
    {
        var readout = parameter.StartsWith(Readout, StringComparison.Ordinal);
        return Kind switch
        {
            CodecStageKind.Points => readout,
            CodecStageKind.Frames => !readout && !parameter.Contains(Time, StringComparison.Ordinal),
            _ => !readout,
        };
    }
}

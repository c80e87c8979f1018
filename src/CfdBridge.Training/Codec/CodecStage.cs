namespace CfdBridge.Training;

/// <summary>A stage of a codec's training [ECHO, fig. 3].</summary>
/// <param name="Name">Name in the log.</param>
/// <param name="Steps">Its length.</param>
/// <param name="LearningRate">At its start.</param>
/// <param name="SingleFrames">Blocks by themselves with all points, instead of clips with thinned ones; the latents are held then.</param>
sealed record CodecStage(string Name, int Steps, double LearningRate, bool SingleFrames)
{
    public const string Trajectories = "trajectories";
    public const string Frames = "frames";

    public static IReadOnlyList<CodecStage> Of(CodecTrainingOptions options) =>
    [
        new(Trajectories, options.TrajectorySteps, options.LearningRate, SingleFrames: false),
        new(Frames, options.FrameSteps, options.FrameLearningRate, SingleFrames: true),
    ];

    /// <summary>Rises over the warm-up, falls by a cosine to zero.</summary>
    public double RateAt(int step, int warmUp) => LearningRate * Math.Min(1, (step + 1.0) / warmUp) * (0.5 + 0.5 * Math.Cos(Math.PI * step / Steps));
}

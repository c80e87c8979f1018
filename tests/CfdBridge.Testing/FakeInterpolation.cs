namespace CfdBridge.Testing;

/// <summary>An engine made of a function: fields by time of the target.</summary>
public sealed class FakeInterpolation(Func<InterpolationRequest, double, FieldSet> find) : IInterpolationEngine
{
    public string Model { get; init; } = "";

    public string ModelSha256 { get; init; } = "";

    public Task<Interpolation> InterpolateAsync(InterpolationRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new Interpolation(["A fake engine."], Steps(request)) { Model = Model, ModelSha256 = ModelSha256 });

    async IAsyncEnumerable<PredictedStep> Steps(InterpolationRequest request)
    {
        if (request.Target is not AtTimes target) throw new EngineRefusedException("Times only.");
        foreach (var time in target.TimesSeconds)
        {
            await Task.Yield();
            yield return new(time, [find(request, time)]);
        }
    }
}

using static System.FormattableString;

namespace CfdBridge.Pipeline;

/// <summary>Earlier predictions of a run against the truth that has come since, from its journal.</summary>
static class EarlierScoring
{
    public static EarlierPredictions Of(RunJournal journal)
    {
        var (wrong, scores) = (new List<string>(), new List<EarlierScore>());
        var byContinuation = journal.Scores().GroupBy(score => score.Continuation).ToDictionary(own => own.Key, own => own.ToArray());
        foreach (var continuation in journal.Continuations().Where(one => one.Summary.Length > 0 && byContinuation.ContainsKey(one.Id)))
        {
            var summary = ForecastSummary.FromJson(continuation.Summary);
            foreach (var field in byContinuation[continuation.Id].GroupBy(score => score.Field))
            {
                var verdicts = summary.Trust.Fields.Single(own => own.Field == field.Key).ByLead;
                var bounds = summary.Spread.Fields.Single(own => own.Field == field.Key).Upper;
                ScoreRecord[] came = [.. field.OrderBy(score => score.Lead)];
                ScoreRecord[] accepted = [.. came.Where(score => verdicts[score.Lead - 1] == Verdict.Accept)];
                ScoreRecord[] broken = [.. accepted.Where(score => !(score.FluctuationError < summary.Trust.Tolerance))];
                ScoreRecord[] bounded = [.. came.Where(score => score.Lead <= bounds.Count)];
                scores.Add(new(
                    continuation.OriginSeconds, continuation.Engine, field.Key, came.Length, accepted.Length, broken.Length,
                    bounded.Length == 0 ? null : (double)bounded.Count(score => score.FluctuationError <= bounds[score.Lead - 1]) / bounded.Length,
                    came.Average(score => score.RelativeL2), came.Average(score => score.FluctuationError)));
                if (broken.Length == 0) continue;
                var worst = broken.MaxBy(score => score.FluctuationError)!; // there is one
                wrong.Add(Invariant($"An earlier verdict was wrong: of {field.Key} as predicted from time {continuation.OriginSeconds:G8} by {continuation.Engine}, {broken.Length} of {accepted.Length} accepted steps that have come were off by more than {summary.Trust.Tolerance:P0} of the fluctuation, step {worst.Lead} by {worst.FluctuationError:P1}."));
            }
        }

        return new(wrong, scores);
    }
}

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static class lr_scheduler
        {
            /// <summary>The rate falls from the optimizer's own to <paramref name="eta_min"/> along half a cosine of <paramref name="T_max"/> steps.</summary>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1) =>
                new Scheduled(optimizer, last_epoch, (initial, step) => eta_min + (initial - eta_min) * (1 + Math.Cos(Math.PI * step / T_max)) / 2);

            /// <summary>The optimizer's own rate times a function of the step.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1) =>
                new Scheduled(optimizer, last_epoch, (initial, step) => initial * lr_lambda(step));

            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1) =>
                new Scheduled(optimizer, last_epoch, (initial, step) => initial * (start_factor + (end_factor - start_factor) * Math.Min(step, total_iters) / total_iters));

            /// <summary>Sets the learning rates of an optimizer, step by step.</summary>
            public abstract class LRScheduler
            {
                private protected LRScheduler() { }

                public abstract void step();

                public abstract void step(int epoch);

                public abstract IEnumerable<double> get_last_lr();
            }

            // Every schedule offered here is a function of the initial rate and the number of the step.
            sealed class Scheduled : LRScheduler
            {
                readonly Optimizer optimizer;
                readonly Func<double, int, double> rate;
                int epoch;

                public Scheduled(Optimizer optimizer, int lastEpoch, Func<double, int, double> rate)
                {
                    (this.optimizer, this.rate) = (optimizer, rate);
                    if (lastEpoch < 0)
                        foreach (var group in optimizer.ParamGroups) group.InitialLearningRate = group.LearningRate;
                    step(lastEpoch + 1);
                }

                public override void step() => step(epoch + 1);

                public override void step(int epoch)
                {
                    this.epoch = epoch;
                    foreach (var group in optimizer.ParamGroups) group.LearningRate = rate(group.InitialLearningRate, epoch);
                }

                public override IEnumerable<double> get_last_lr() => optimizer.ParamGroups.Select(group => group.LearningRate);
            }
        }
    }
}

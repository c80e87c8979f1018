using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                AdamW([new AdamW.ParamGroup(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)]);

            public static AdamW AdamW(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                AdamW(parameters.Select(one => one.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            /// <summary>Groups bring their own options; those given here are for groups that come without.</summary>
            public static AdamW AdamW(IEnumerable<AdamW.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters);
        }
    }
}

namespace TorchSharp.Modules
{
    using static TorchSharp.torch;

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter), step for step as PyTorch computes it.</summary>
    public sealed class AdamW : optim.Optimizer
    {
        readonly List<ParamGroup> groups = [];
        readonly Dictionary<Parameter, State> states = new(ReferenceEqualityComparer.Instance);

        internal AdamW(IEnumerable<ParamGroup> groups)
        {
            foreach (var group in groups) add_param_group(group);
        }

        public override IEnumerable<optim.ILearningRateController> ParamGroups => groups;

        public override IEnumerable<Parameter> parameters() => groups.SelectMany(group => group.Parameters);

        public override void add_param_group(Modules.ParamGroup param_group)
        {
            var group = (ParamGroup)param_group;
            Check(group.Options);
            groups.Add(group);
            foreach (var parameter in group.Parameters) states.Add(parameter, new(parameter, group.Options.amsgrad));
        }

        public override Tensor? step(Func<Tensor>? closure = null)
        {
            Tensor? loss = null;
            if (closure is not null)
            {
                using var tracked = enable_grad();
                loss = closure();
            }

            using var untracked = no_grad();
            foreach (var group in groups)
                foreach (var parameter in group.Parameters) Step(parameter, states[parameter], group.Options);
            return loss;
        }

        /// <summary>The living state, not a copy.</summary>
        public StateDictionary state_dict()
        {
            var all = new StateDictionary();
            all.Options.AddRange(groups.Select(group => group.Options));
            all.State.AddRange(parameters().Select(parameter => states[parameter]));
            return all;
        }

        /// <summary>Copies options and state in, so that training goes on as if it had not been interrupted.</summary>
        public void load_state_dict(StateDictionary state_dict)
        {
            var own = this.state_dict();
            if (own.Options.Count != state_dict.Options.Count || own.State.Count != state_dict.State.Count)
                throw new ArgumentException($"The state has {state_dict.Options.Count} groups and {state_dict.State.Count} parameters, this optimizer {own.Options.Count} and {own.State.Count}.", nameof(state_dict));
            for (var i = 0; i < groups.Count; i++) groups[i].Options.CopyFrom((Options)state_dict.Options[i]);
            for (var i = 0; i < own.State.Count; i++) ((State)own.State[i]).CopyFrom((State)state_dict.State[i]);
        }

        protected override void Dispose(bool disposing)
        {
            if (!disposing) return;
            foreach (var state in states.Values) state.Dispose();
        }

        static void Step(Parameter parameter, State state, Options options)
        {
            using var scope = NewDisposeScope();
            var gradient = parameter.grad;
            if (gradient is null) return;
            if (options.maximize) gradient = -gradient;

            state.step++;
            var rate = options.LearningRate ?? 0;
            var bias1 = 1 - Math.Pow(options.beta1, state.step);
            var bias2 = 1 - Math.Pow(options.beta2, state.step);

            parameter.mul_(1 - rate * options.weight_decay);
            state.exp_avg.mul_(options.beta1).add_(gradient, alpha: 1 - options.beta1);
            state.exp_avg_sq.mul_(options.beta2).addcmul_(gradient, gradient, value: 1 - options.beta2);
            var square = state.exp_avg_sq;
            if (state.max_exp_avg_sq is { } largest) square = largest.copy_(largest.maximum(square));
            var denominator = square.sqrt().div_(Math.Sqrt(bias2)).add_(options.eps);
            parameter.addcdiv_(state.exp_avg, denominator, value: -rate / bias1);
        }

        static void Check(Options options)
        {
            if (options.LearningRate is < 0) throw new ArgumentException($"AdamW: the learning rate is 0 or more, got {options.LearningRate}.");
            if (options.beta1 is < 0 or >= 1 || options.beta2 is < 0 or >= 1) throw new ArgumentException($"AdamW: betas are at least 0 and below 1, got {options.beta1} and {options.beta2}.");
            if (options.eps < 0 || options.weight_decay < 0) throw new ArgumentException($"AdamW: eps and weight_decay are 0 or more, got {options.eps} and {options.weight_decay}.");
        }

        /// <summary>Settings of one group.</summary>
        public sealed class Options : OptimizerOptions
        {
            public double beta1 { get; set; } = 0.9;

            public double beta2 { get; set; } = 0.999;

            public double weight_decay { get; set; }

            public double eps { get; set; } = 1e-8;

            public bool amsgrad { get; set; }

            public bool maximize { get; set; }

            internal void CopyFrom(Options other)
            {
                (LearningRate, InitialLearningRate) = (other.LearningRate, other.InitialLearningRate);
                (beta1, beta2, weight_decay, eps) = (other.beta1, other.beta2, other.weight_decay, other.eps);
                (amsgrad, maximize) = (other.amsgrad, other.maximize);
            }
        }

        /// <summary>Running averages of one parameter's gradient.</summary>
        public sealed class State : OptimizerState, IDisposable
        {
            internal State(Parameter parameter, bool amsgrad)
            {
                exp_avg = zeros_like(parameter).DetachFromDisposeScope();
                exp_avg_sq = zeros_like(parameter).DetachFromDisposeScope();
                max_exp_avg_sq = amsgrad ? zeros_like(parameter).DetachFromDisposeScope() : null;
            }

            public long step { get; set; }

            public Tensor exp_avg { get; }

            public Tensor exp_avg_sq { get; }

            public Tensor? max_exp_avg_sq { get; }

            public void Dispose()
            {
                exp_avg.Dispose();
                exp_avg_sq.Dispose();
                max_exp_avg_sq?.Dispose();
            }

            internal void CopyFrom(State other)
            {
                step = other.step;
                exp_avg.copy_(other.exp_avg);
                exp_avg_sq.copy_(other.exp_avg_sq);
                if (max_exp_avg_sq is { } own && other.max_exp_avg_sq is { } given) own.copy_(given);
            }
        }

        /// <summary>Parameters with settings of their own.</summary>
        public sealed class ParamGroup : Modules.ParamGroup
        {
            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) => InitialLearningRate = LearningRate;

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : this(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize }) { }

            public new Options Options => (Options)base.Options;
        }
    }
}

using TorchSharp.Modules;
using static CfdBridge.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public abstract partial class Tensor
    {
        public Tensor abs() => Call("abs", this);
        public Tensor neg() => Call("neg", this);
        public Tensor reciprocal() => Call("reciprocal", this);
        public Tensor square() => Call("square", this);
        public Tensor sqrt() => Call("sqrt", this);
        public Tensor sqrt_() => Change(this, "sqrt_", this);
        public Tensor rsqrt() => Call("rsqrt", this);
        public Tensor exp() => Call("exp", this);
        public Tensor exp_() => Change(this, "exp_", this);
        public Tensor log() => Call("log", this);
        public Tensor log1p() => Call("log1p", this);
        public Tensor sin() => Call("sin", this);
        public Tensor cos() => Call("cos", this);
        public Tensor tanh() => Call("tanh", this);
        public Tensor erf() => Call("erf", this);
        public Tensor sign() => Call("sign", this);
        public Tensor floor() => Call("floor", this);
        public Tensor ceil() => Call("ceil", this);
        public Tensor round(long decimals = 0) => decimals == 0 ? Call("round", this) : Call("round.decimals", this, decimals);
        public Tensor sigmoid() => Call("sigmoid", this);
        public Tensor relu() => Call("relu", this);
        public Tensor relu_() => Change(this, "relu_", this);
        public Tensor silu() => Call("silu", this);
        public Tensor silu_() => Change(this, "silu_", this);
        public Tensor gelu() => Call("gelu", this);
        public Tensor gelu(GELU.Approximate approximate) => Call("gelu", this, approximate.ToString());
        public Tensor softmax(long dim, ScalarType? dtype = null) => Call("softmax.int", this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Call("log_softmax.int", this, dim, dtype);
        public Tensor isfinite() => Call("isfinite", this);
        public Tensor isnan() => Call("isnan", this);
        public Tensor pow(Tensor exponent) => Call("pow.Tensor_Tensor", this, exponent);
        public Tensor pow(Scalar exponent) => Call("pow.Tensor_Scalar", this, exponent);
        public Tensor atan2(Tensor other) => Call("atan2", this, other);
        public Tensor maximum(Tensor other) => Call("maximum", this, other);
        public Tensor minimum(Tensor other) => Call("minimum", this, other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Call("clamp", this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Call("clamp.Tensor", this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Change(this, "clamp_", this, min, max);
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Change(this, "clamp_.Tensor", this, min, max);

        public Tensor masked_fill(Tensor mask, Scalar value) => Call("masked_fill.Scalar", this, mask, value);
        public Tensor masked_fill_(Tensor mask, Scalar value) => Change(this, "masked_fill_.Scalar", this, mask, value);
        public Tensor masked_select(Tensor mask) => Call("masked_select", this, mask);

        /// <summary>This tensor where the condition holds, the other elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Call("where.self", condition, this, y);

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Change(this, "normal_", this, mean, std, generator);
        public Tensor uniform_(double from, double to, Generator? generator = null) => Change(this, "uniform_", this, from, to, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Change(this, "bernoulli_.float", this, p, generator);
    }
}

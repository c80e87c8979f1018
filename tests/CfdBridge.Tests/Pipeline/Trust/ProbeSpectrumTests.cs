using CfdBridge.Pipeline;

namespace CfdBridge.Tests.Pipeline;

/// <summary>The spectrum of a probe: where its power lies, how much there is, and by how much two spectra differ.</summary>
public sealed class ProbeSpectrumTests
{
    const double Spacing = 0.2;

    [Fact]
    public void Its_sum_is_the_variance_and_its_peak_the_frequency()
    {
        var wave = Wave(0.25, 2, 0, 80);
        var spectrum = ProbeSpectrum.Of(wave, wave, Spacing)!;

        var step = spectrum.FrequenciesHertz[0];
        Assert.Equal(2, spectrum.Observed.Sum() * step, 1); // amplitude 2 has a variance of 2
        Assert.Equal(0.25, spectrum.FrequenciesHertz[spectrum.Observed.ToList().IndexOf(spectrum.Observed.Max())], 2);
        Assert.Equal(0, spectrum.Departure, 12);
    }

    [Fact]
    public void A_prediction_of_half_the_amplitude_lacks_three_quarters_of_the_power_three_fifths_of_what_both_have()
    {
        var spectrum = ProbeSpectrum.Of(Wave(0.25, 2, 0, 80), Wave(0.25, 1, 1, 80), Spacing)!;

        Assert.Equal(0.6, spectrum.Departure, 2);
    }

    [Fact]
    public void Of_a_periodic_window_both_halves_have_the_same_spectrum_and_a_wrong_frequency_shows()
    {
        var observed = Wave(0.25, 2, 0, 160);
        Assert.InRange(ProbeSpectrum.Of(observed, Wave(0.25, 2, 2, 80), Spacing)!.OwnDeparture!.Value, 0, 0.01);
        Assert.InRange(ProbeSpectrum.Of(observed, Wave(0.5, 2, 0, 80), Spacing)!.Departure, 0.8, 1);
    }

    [Fact]
    public void Of_a_window_that_grows_the_halves_share_little_and_never_less_than_nothing()
    {
        var growing = Wave(0.25, 2, 0, 160).Select((value, i) => 3 + (value - 3) * Math.Exp(0.05 * i)).ToArray();

        Assert.InRange(ProbeSpectrum.Of(growing, Wave(0.25, 2, 0, 80), Spacing)!.OwnDeparture!.Value, 0.9, 1);
    }

    [Fact]
    public void Few_steps_have_none()
    {
        Assert.Null(ProbeSpectrum.Of(Wave(0.25, 2, 0, 80), Wave(0.25, 2, 0, 15), Spacing));
        Assert.Null(ProbeSpectrum.Of(new double[40], Wave(0.25, 2, 0, 40), Spacing));
        Assert.Null(ProbeSpectrum.Of(Wave(0.25, 2, 0, 20), Wave(0.25, 2, 0, 20), Spacing)!.OwnDeparture);
    }

    static double[] Wave(double hertz, double amplitude, double phase, int steps) => [.. Enumerable.Range(0, steps).Select(i => 3 + amplitude * Math.Sin(2 * Math.PI * hertz * i * Spacing + phase))];
}

namespace CfdBridge.Tests.OpenFoam;

/// <summary>A way to damage a case that holds one good step <c>1</c>.</summary>
/// <param name="Thing">What the error's subject begins with.</param>
/// <param name="Fact">What the error says, in part.</param>
public sealed record MalformedInput(string Name, FoamFormat Format, Action<SmallCase> Damage, string Thing, string Fact);

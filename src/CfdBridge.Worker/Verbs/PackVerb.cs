using System.CommandLine;
using CfdBridge.Models;

namespace CfdBridge.Worker;

/// <summary>A codec and its generators in half of the space, for a repository or a colleague.</summary>
static class PackVerb
{
    public static Command Create()
    {
        var codec = new Argument<string>("CODEC") { Description = "Folder of the codec." };
        var generators = new Argument<string[]>("GENERATOR") { Description = "Folders of generators that were trained with it.", Arity = ArgumentArity.ZeroOrMore };
        var output = new Option<string>("--out") { Description = "Folder in which the packed models' folders are made, by the same names.", HelpName = "DIR", Required = true };
        var command = new Command("pack", "Writes a codec and its generators in a byte for each number; they are used like the originals.\n\nExample: cfdbridge pack codec segment --out models/cylinder-wake") { codec, generators, output };
        command.SetAction((parsed, _) =>
        {
            ModelPacking.Pack(parsed.GetValue(codec)!, parsed.GetValue(generators) ?? [], parsed.GetValue(output)!); // required
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}

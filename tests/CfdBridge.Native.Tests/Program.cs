using CfdBridge.Native.Tests.Training;
using CfdBridge.Training;

// One process of a training in several: LIBRARY CODEC FOLDER, the others by the environment.
using var processes = TrainingProcesses.Join(ProcessPlace.Of(Environment.GetEnvironmentVariable), new Progress<WorkProgress>(), default);
ShortTrainings.Run(args[0], args[1], args[2], processes);

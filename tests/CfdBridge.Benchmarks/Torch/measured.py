"""The twin of Measured.cs."""
import time

WARM_UP = 3


def of(step, steps):
    times, processor, loss = [], [], 0.0
    for i in range(WARM_UP + steps):
        start, before = time.perf_counter(), time.process_time()
        loss = step()
        if i >= WARM_UP:
            times.append((time.perf_counter() - start) * 1e3)
            processor.append((time.process_time() - before) * 1e3)
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
    return {"StepMs": times, "CpuMs": processor, "PeakMiB": peak, "AddMicroseconds": 0, "Loss": loss}

"""Shows what CfdBridge has written beside this file: the observed run, the prediction, and how sure it is.

    paraview --script=open_in_paraview.py             side by side, cameras linked, one colour range
    pvpython open_in_paraview.py OUT.png [TIME]       the same as a picture

Change it as you like: CfdBridge writes it once and leaves it alone afterwards.
"""
import os
import sys

from paraview.simple import *  # noqa: F403 (ParaView's own way)


def own_folder():
    """Where this file stands. ParaView's window does not tell a script its own path, but its command line does."""
    if "__file__" in globals():
        return os.path.dirname(os.path.abspath(__file__))
    try:
        with open("/proc/self/cmdline", encoding="utf-8") as command:
            words = command.read().split("\0")
    except OSError:
        words = []
    for word, following in zip(words, words[1:] + [""]):
        if word.startswith("--script="):
            return os.path.dirname(os.path.abspath(word.split("=", 1)[1]))
        if word == "--script" and following:
            return os.path.dirname(os.path.abspath(following))
    return os.getcwd()


FOLDER = own_folder()
COMPANIONS = ("_std", "_q05", "_q95")
INK = [0.16, 0.17, 0.20]
PAPER = [1.0, 1.0, 1.0]
ABOVE, BELOW = 44, 96  # pixels for title and colours
THIN = 0.12  # a domain with one side shorter than this part of the others is looked at along that side


def series(*names):
    """The first of these products that is there."""
    for name in names:
        path = os.path.join(FOLDER, name)
        if os.path.exists(path):
            reader = OpenDataFile(path)
            reader.UpdatePipeline()
            return reader
    return None


def attributes(source):
    """Cell data where there is any, else point data, with the name of the place."""
    cells = source.GetCellDataInformation()
    solved = [name for name in cells.keys() if name != "cfdbridge_predicted"]
    return (cells, "CELLS") if solved else (source.GetPointDataInformation(), "POINTS")


def field_of(source):
    """The first vector, else the first scalar that the solver itself wrote."""
    arrays, place = attributes(source)
    own = [name for name in arrays.keys() if not name.endswith(COMPANIONS) and not name.startswith(("cfdbridge_", "vtk"))]
    vectors = [name for name in own if arrays[name].GetNumberOfComponents() == 3]
    for name in vectors + own:
        return place, name, arrays[name].GetNumberOfComponents()
    return None


def times_of(source):
    return [float(t) for t in getattr(source, "TimestepValues", []) or []]


def range_of(source, name, components):
    """Least and greatest value over the first, the middle and the last step."""
    arrays, _ = attributes(source)
    if name not in arrays.keys():
        return None
    times = times_of(source) or [0.0]
    low, high = float("inf"), float("-inf")
    for time in sorted({times[0], times[len(times) // 2], times[-1]}):
        source.UpdatePipeline(time)
        arrays, _ = attributes(source)
        least, most = arrays[name].GetRange(-1 if components > 1 else 0)
        low, high = min(low, least), max(high, most)
    return (low, high) if low <= high else None


def extent(source):
    bounds = source.GetDataInformation().GetBounds()
    return [bounds[2 * i + 1] - bounds[2 * i] for i in range(3)], [(bounds[2 * i + 1] + bounds[2 * i]) / 2 for i in range(3)]


def flat_axis(source):
    """The axis along which the domain is thin, or None for a truly three-dimensional one."""
    size, _ = extent(source)
    axis = min(range(3), key=lambda i: size[i])
    others = sorted(size)[1:]
    return axis if others[0] > 0 and size[axis] < THIN * others[0] else None


def plane(source):
    """The two axes seen: across and upward in the picture."""
    return {0: (1, 2), 1: (0, 2), 2: (0, 1), None: (0, 1)}[flat_axis(source)]


def look(view, source, pixels):
    size, centre = extent(source)
    axis = flat_axis(source)
    direction = {0: (1, 0, 0), 1: (0, -1, 0), 2: (0, 0, 1), None: (0.55, -0.75, 0.42)}[axis]
    view.CameraViewUp = (0, 1, 0) if axis == 2 else (0, 0, 1)
    view.CameraFocalPoint = centre
    view.CameraPosition = [centre[i] + 3 * max(size) * direction[i] for i in range(3)]
    view.OrientationAxesVisibility = 1 if axis is None else 0
    view.CameraParallelProjection = 0 if axis is None else 1
    view.ResetCamera(True)
    if axis is None:
        return
    # Fill the window, but leave the title its place above and the colours theirs below.
    across, upward = plane(source)
    wide, high = pixels
    unit = max(1.03 * size[across] / wide, 1.03 * size[upward] / max(high - ABOVE - BELOW, 1))
    view.CameraParallelScale = unit * high / 2
    shift = unit * (BELOW - ABOVE) / 2
    for move in ("CameraFocalPoint", "CameraPosition"):
        at = list(getattr(view, move))
        at[upward] -= shift
        setattr(view, move, at)


def window(title):
    view = CreateView("RenderView")
    view.UseColorPaletteForBackground = 0
    view.Background = PAPER
    view.OrientationAxesLabelColor = INK
    heading = Text(Text=title)
    shown = Show(heading, view)
    shown.WindowLocation = "Upper Left Corner"
    shown.Color, shown.FontSize, shown.Bold = INK, 22, 1
    return view


def paint(view, source, place, name, components, limits, preset, label):
    shown = Show(source, view)
    shown.Representation = "Surface"
    shown.Interpolation, shown.Ambient, shown.Diffuse = "Flat", 1.0, 0.0
    if flat_axis(source) is None:
        shown.Ambient, shown.Diffuse = 0.25, 0.8
    frame = Show(Outline(Input=source), view)
    frame.AmbientColor = frame.DiffuseColor = [0.7, 0.7, 0.72]
    # The range is ours, over all products: colours must mean the same in every window.
    ColorBy(shown, (place, name, "Magnitude") if components > 1 else (place, name))
    shown.SetScalarBarVisibility(view, True)
    colours = GetColorTransferFunction(name)
    colours.AutomaticRescaleRangeMode = "Never"
    colours.ApplyPreset(preset, True)
    if preset == "Oranges":
        colours.InvertTransferFunction()  # ParaView's runs from dark to light; certain is to be pale
    if limits and limits[1] > limits[0]:
        colours.RescaleTransferFunction(*limits)
    bar = GetScalarBar(colours, view)
    bar.Title, bar.ComponentTitle = label, ""
    bar.TitleColor = bar.LabelColor = INK
    bar.TitleFontSize, bar.LabelFontSize, bar.ScalarBarThickness = 18, 15, 14
    bar.AutoOrient, bar.Orientation, bar.WindowLocation = 0, "Horizontal", "Lower Center"
    bar.ScalarBarLength = 0.55
    bar.DrawTickMarks, bar.AddRangeLabels, bar.AutomaticLabelFormat = 1, 0, 1


def main(arguments):
    paraview.simple._DisableFirstRenderCameraReset()
    truth = series("truth.pvd")
    prediction = series("prediction.pvd", "combined.pvd")
    sources = [s for s in (truth, prediction) if s]
    if not sources:
        raise RuntimeError("%s holds neither truth.pvd nor prediction.pvd: run this beside CfdBridge's products." % FOLDER)
    field = field_of(sources[-1])
    if field is None:
        raise RuntimeError("The products in %s have no field to colour by." % FOLDER)
    place, name, components = field
    found = [r for r in (range_of(s, name, components) for s in sources) if r]
    limits = (min(r[0] for r in found), max(r[1] for r in found)) if found else None
    label = name + " magnitude" if components > 1 else name

    windows = []
    if truth:
        windows.append((window("Observed"), truth, name, limits, "Viridis (matplotlib)", label))
    if prediction:
        windows.append((window("Predicted"), prediction, name, limits, "Viridis (matplotlib)", label))
        spread = name + "_std"
        if spread in attributes(prediction)[0].keys():
            most = range_of(prediction, spread, components)
            windows.append((window("Uncertainty"), prediction, spread, (0.0, most[1]) if most else None,
                            "Oranges", "standard deviation of " + name))

    layout = CreateLayout("CfdBridge")
    across, upward = plane(sources[0])
    size, _ = extent(sources[0])
    ratio = size[across] / size[upward] if size[upward] > 0 else 1.0
    stacked = flat_axis(sources[0]) is not None and ratio > 2.5  # wide domains one above the other
    wide = 1300 if stacked else 660
    pixels = (wide, int(min(max(wide / ratio, 120), 900)) + ABOVE + BELOW)
    slot = 0
    for index, (view, *_) in enumerate(windows):
        if index + 1 < len(windows):
            share = 1.0 / (len(windows) - index)
            (layout.SplitVertical if stacked else layout.SplitHorizontal)(slot, share)
            layout.AssignView(2 * slot + 1, view)
            slot = 2 * slot + 2
        else:
            layout.AssignView(slot, view)
    for view, source, array, bounds, preset, text in windows:
        paint(view, source, place, array, components, bounds, preset, text)

    scene = GetAnimationScene()
    scene.UpdateAnimationUsingDataTimeSteps()
    times = sorted(t for s in sources for t in times_of(s))
    moment = float(arguments[1]) if len(arguments) > 1 else times[-1] if times else 0.0
    scene.AnimationTime = moment
    if arguments:
        layout.SetSize(*((pixels[0], pixels[1] * len(windows)) if stacked else (pixels[0] * len(windows), pixels[1])))
    for view, source, *_ in windows:
        view.ViewTime = moment
        clock = AnnotateTimeFilter(source, Format="t = {time:.6g} s")
        shown = Show(clock, view)
        shown.WindowLocation = "Upper Right Corner"
        shown.Color, shown.FontSize = INK, 18
        look(view, source, pixels if arguments else view.ViewSize)
    for index, (view, *_) in enumerate(windows[1:]):
        AddCameraLink(windows[0][0], view, "CfdBridge %d" % index)
    SetActiveView(windows[0][0])
    RenderAllViews()
    if arguments:
        SaveScreenshot(arguments[0], layout, SaveAllViews=1, OverrideColorPalette="")


main(sys.argv[1:])

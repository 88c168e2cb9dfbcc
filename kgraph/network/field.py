"""Springs for large networks: hundreds of things to ten thousand, in seconds.

Linked things pull at each other and all things push each other away, as in Fruchterman and Reingold
(1991), with a push in proportion to the links of both (Jacomy and others 2014), so that hubs stand
apart. The push of everything on everything is read off a grid, by one convolution (Hockney and
Eastwood 1981): a step costs the same per thing however many there are.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array = NDArray[numpy.float64]
    Whole = NDArray[numpy.intp]

_CELLS = 96
_STEPS = 260
_PULL, _GATHER = 0.3, 0.012
_EASE = 60.0  # how much weaker the push is than the pull at a size of one
_FEW = 300  # so many things are pushed pair by pair
_SEED = 7
_PUSHES = 120


def spread(count: int, links: Sequence[tuple[int, int]]) -> "Array":
    """Places of things in one connected part, the same on every run.

    Parameters:
        count: how many things there are.
        links: pairs of their numbers.

    Returns:
        a row of x and y for each, within −1 and 1, the middle at 0.
    """
    import numpy as np

    ends = np.array(links, dtype=np.intp).reshape(len(links), 2)
    mass = np.bincount(ends.ravel(), minlength=count).astype(np.float64) + 1.0
    places = _begin(count)
    if len(ends) == count - 1 and mass.max() == count:
        return _star(count, int(mass.argmax()))
    push = _pushed_by_each if count <= _FEW else _pushed
    across, down = _kernel()
    warm = np.geomspace(0.12, 0.0015, min(_STEPS, 60 + 2 * count))
    for heat in warm:
        force = push(places, mass, across, down) - _GATHER * mass[:, None] * places
        _pull(force, places, ends)
        force /= mass[:, None]
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-12)
        places += force * np.minimum(1.0, heat * _size(places) / length)[:, None]
    places -= places.mean(axis=0)
    return places / max(float(np.abs(places).max()), 1e-9)


def _star(count: int, middle: int) -> "Array":
    """One thing that all others are linked with, and they with nothing else."""
    import numpy as np

    turn = np.arange(count) * 2 * np.pi / (count - 1)
    places = np.column_stack((np.cos(turn), np.sin(turn)))
    places[middle] = 0.0
    if middle < count - 1:
        places[count - 1] = (np.cos(turn[middle]), np.sin(turn[middle]))
    return places


def _begin(count: int) -> "Array":
    """Things on a spiral of even density, shuffled so that no order shows."""
    import numpy as np

    turn = np.arange(count) * np.pi * (3 - np.sqrt(5))
    out = np.sqrt((np.arange(count) + 0.5) / count)
    order = np.random.default_rng(_SEED).permutation(count)
    return np.column_stack((out * np.cos(turn), out * np.sin(turn)))[order]


def _size(places: "Array") -> float:
    """The longer side of the box around all places."""
    return float((places.max(axis=0) - places.min(axis=0)).max())


def _pull(force: "Array", places: "Array", ends: "Whole") -> None:
    """Add what links pull: in proportion to their length."""
    import numpy as np

    drawn = _PULL * (places[ends[:, 1]] - places[ends[:, 0]])
    for axis in (0, 1):
        many = len(places)
        force[:, axis] += np.bincount(ends[:, 0], drawn[:, axis], many)
        force[:, axis] -= np.bincount(ends[:, 1], drawn[:, axis], many)


def _kernel() -> "tuple[NDArray[numpy.complex128], NDArray[numpy.complex128]]":
    """What a thing of mass one pushes at every distance in cells, sideways and downward."""
    import numpy as np

    wide = 2 * _CELLS
    steps = np.fft.fftfreq(wide, 1 / wide)
    x, y = np.meshgrid(steps, steps, indexing="ij")
    apart = x * x + y * y + 0.3
    return np.fft.rfft2(x / apart), np.fft.rfft2(y / apart)


def _pushed(
    places: "Array",
    mass: "Array",
    across: "NDArray[numpy.complex128]",
    down: "NDArray[numpy.complex128]",
) -> "Array":
    """The push on each thing of all others."""
    import numpy as np

    low, side = places.min(axis=0), _size(places) * 1.0001 + 1e-9
    cell = side / (_CELLS - 1)
    spot = (places - low) / cell
    corner = np.minimum(spot.astype(np.intp), _CELLS - 2)
    part = spot - corner
    shares = [
        (i, j, np.abs(1 - i - part[:, 0]) * np.abs(1 - j - part[:, 1]))
        for i in (0, 1)
        for j in (0, 1)
    ]
    wide = 2 * _CELLS
    grid = np.zeros(wide * wide)
    flat = corner[:, 0] * wide + corner[:, 1]
    for i, j, share in shares:
        grid += np.bincount(flat + i * wide + j, share * mass, wide * wide)
    seen = np.fft.rfft2(grid.reshape(wide, wide))
    field = [np.fft.irfft2(seen * way, (wide, wide)).ravel() for way in (across, down)]
    scale = mass / cell / len(places) / _EASE
    return np.column_stack(
        [scale * sum(share * one[flat + i * wide + j] for i, j, share in shares) for one in field]
    )


def _pushed_by_each(
    places: "Array",
    mass: "Array",
    across: "NDArray[numpy.complex128]",
    down: "NDArray[numpy.complex128]",
) -> "Array":
    """The same push for few things, pair by pair."""
    import numpy as np

    cell = _size(places) / _CELLS
    sideways, downward = (places[:, axis, None] - places[None, :, axis] for axis in (0, 1))
    near = sideways * sideways + downward * downward + 0.3 * cell * cell
    weight = mass[None, :] / near
    force = [np.einsum("ij,ij->i", way, weight) for way in (sideways, downward)]
    return np.column_stack(force) * mass[:, None] / len(places) / _EASE


def pushed_apart(places: "Array", half: "Array", up: "Array", down: "Array") -> "Array":
    """Places moved until hardly any box covers another, each pair along the shorter way out.

    Parameters:
        places: a row for each thing, in pixels, y downward.
        half: half the width of each thing's box.
        up, down: how far the box goes above and below the place.
    """
    import numpy as np

    made = places.copy()
    reach = np.array([2 * half.max(), (up + down).max()])
    for _ in range(_PUSHES):
        one, other = _near(made, reach)
        apart = made[other] - made[one]
        low = np.where(apart[:, 1] >= 0, down[one] + up[other], down[other] + up[one])
        over = np.column_stack((half[one] + half[other], low)) - np.abs(apart)
        meet = (over > 0).all(axis=1)
        if not meet.any():
            break
        one, other, over, apart = one[meet], other[meet], over[meet], apart[meet]
        axis = (over[:, 1] < over[:, 0]).astype(np.intp)
        row = np.arange(len(one))
        step = np.zeros_like(apart)
        step[row, axis] = (over[row, axis] * 0.35 + 0.4) * np.where(apart[row, axis] >= 0, 1, -1)
        _move(made, one, other, step)
    return made


def rolled_apart(places: "Array", room: float) -> "Array":
    """Places moved until hardly any two are nearer than ``room`` pixels, straight apart."""
    import numpy as np

    made = places.copy()
    for _ in range(_PUSHES):
        one, other = _near(made, np.array([room, room]))
        apart = made[other] - made[one]
        far = np.hypot(apart[:, 0], apart[:, 1])
        meet = far < room
        if not meet.any():
            break
        one, other, apart, far = one[meet], other[meet], apart[meet], far[meet]
        turn = np.column_stack((np.cos(one * 2.4 + other), np.sin(one * 2.4 + other)))
        way = np.where(far[:, None] > 1e-6, apart / np.maximum(far, 1e-6)[:, None], turn)
        _move(made, one, other, way * ((room - far) * 0.35 + 0.2)[:, None])
    return made


def _near(places: "Array", reach: "Array") -> "tuple[Whole, Whole]":
    """The pairs that may meet."""
    import numpy as np
    from scipy.spatial import cKDTree

    pairs = cKDTree(places / reach).query_pairs(1.0, p=np.inf, output_type="ndarray")
    return pairs[:, 0], pairs[:, 1]


def _move(places: "Array", one: "Whole", other: "Whole", step: "Array") -> None:
    """Move the two of each pair a step apart."""
    import numpy as np

    for axis in (0, 1):
        places[:, axis] -= np.bincount(one, step[:, axis], len(places))
        places[:, axis] += np.bincount(other, step[:, axis], len(places))

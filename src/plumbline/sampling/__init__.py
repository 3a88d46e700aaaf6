"""Sampling for re-check: how many of each stratum, and which, so that anybody can draw the same again."""

from plumbline.sampling.differences import MeanDifference, mean_difference
from plumbline.sampling.draw import ALGORITHMS, Drawn, FrameRow, draw, number_of, seed_from_head
from plumbline.sampling.frame_file import FrameFileError, digest_of_frame, read_frame, write_frame
from plumbline.sampling.quotas import by_share, proportional

__all__ = [
    "ALGORITHMS",
    "Drawn",
    "FrameFileError",
    "FrameRow",
    "MeanDifference",
    "by_share",
    "digest_of_frame",
    "draw",
    "mean_difference",
    "number_of",
    "proportional",
    "read_frame",
    "seed_from_head",
    "write_frame",
]

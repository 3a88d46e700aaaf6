"""Boards in the office: figures, lists behind them, the wall, tracking, monitoring, the choice of lights."""

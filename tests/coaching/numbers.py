"""Problems of plans, made up from a seed."""

from __future__ import annotations

from typing import Any

import numpy as np

from coaching.matching.problem import Block, Problem


def made_up(
    people: int, experts: int, slots: int, *, seed: int = 1, themes: int = 12, days: int = 30
) -> Problem:
    """So many people with one to three needs each, and the hours of so many experts."""
    dice = np.random.default_rng(seed)
    helps = [set(dice.choice(themes, 2, replace=False).tolist()) for _ in range(experts)]
    blocks, place = _blocks(dice, experts, slots, days)
    wants = _wants(dice, people, themes)
    provinces = dice.choice(5, people, p=[0.6, 0.2, 0.1, 0.07, 0.03])
    options = [
        (need, at)
        for need, (_person, theme) in enumerate(wants)
        for at, one in enumerate(blocks)
        if theme in helps[one.expert]
    ]
    value = 100.0 + dice.integers(50, 100, len(wants))[[need for need, _at in options]]
    away = dice.random((people, len(blocks))) < 0.1
    return Problem(
        np.array([person for person, _theme in wants]),
        np.array([int(provinces[person]) for person, _theme in wants]),
        dict.fromkeys(range(people), 2),
        blocks,
        [1] * place,
        np.array([need for need, _at in options], dtype=np.int64),
        np.array([at for _need, at in options], dtype=np.int64),
        value + 30.0 * (dice.random(len(options)) < 0.05),
        {("day", one.expert, one.day): 8 for one in blocks},
        {
            (number, at): frozenset(one.slots[:2])
            for number in range(0, people, 7)
            for at, one in enumerate(blocks)
            if away[number, at]
        },
    )


def _wants(dice: np.random.Generator, people: int, themes: int) -> list[tuple[int, int]]:
    """One to three themes of each person."""
    return [
        (number, theme)
        for number in range(people)
        for theme in dice.choice(themes, dice.integers(1, 4), replace=False).tolist()
    ]


def _blocks(
    dice: np.random.Generator, experts: int, slots: int, days: int
) -> tuple[list[Block], int]:
    """The hours of each expert on some days, and how many there are."""
    blocks, place = [], 0
    for expert in range(experts):
        many = max(1, slots // experts // 10)
        each = slots // experts // many
        for day in dice.choice(days, many, replace=False).tolist():
            blocks.append(Block(expert, day, tuple(range(place, place + each))))
            place += each
    return blocks, place


def broken(problem: Problem, slot_of: dict[int, int]) -> list[str]:
    """Which rules a plan breaks: counted one by one, without the program that made it."""
    people = problem.person[problem.need]
    taken = [
        (int(people[option]), int(problem.block[option]), slot) for option, slot in slot_of.items()
    ]
    faults = []
    kinds: tuple[tuple[str, list[Any], list[int] | None], ...] = (
        ("slot", [slot for _person, _block, slot in taken], problem.seats),
        ("need", [int(problem.need[option]) for option in slot_of], None),
        ("day", [(who, problem.blocks[at].day) for who, at, _slot in taken], None),
    )
    for name, keys, most in kinds:
        counted = {key: keys.count(key) for key in keys}
        faults += [
            f"{name} {key}"
            for key, many in counted.items()
            if many > (most[key] if most is not None else 1)
        ]
    for who, most_of in problem.cap.items():
        if sum(person == who for person, _block, _slot in taken) > most_of:
            faults.append(f"cap {who}")
    faults += [f"hour {one}" for one in taken if one[2] not in problem.slots_for(one[0], one[1])]
    for (kind, expert, when), most_then in problem.limits.items():
        blocks = [problem.blocks[at] for _person, at, _slot in taken]
        theirs = [
            b for b in blocks if b.expert == expert and (b.day if kind == "day" else b.week) == when
        ]
        if len(theirs) > most_then:
            faults.append(f"{kind} {expert} {when}")
    return faults

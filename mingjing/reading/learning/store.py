"""A model as a folder of plain files: arrays, words, and a manifest that says what they are. Nothing is executed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from mingjing.reading.learning.calibration import Calibration
from mingjing.reading.learning.errors import WrongModel
from mingjing.reading.learning.grams import Vocabulary
from mingjing.reading.learning.label_rules import Rule, parsed
from mingjing.reading.learning.labeller import Labeller
from mingjing.reading.learning.letters import FEATURES, Cues
from mingjing.reading.learning.model import Facts, Model
from mingjing.reading.learning.relations import Joiner
from mingjing.reading.learning.scores import Count
from mingjing.reading.learning.tagger import Tagger

FORMAT = 1
MANIFEST = "manifest.json"
Arrays = Mapping[str, Any]


def save(model: Model, folder: Path) -> None:
    """Write the model; the manifest comes last, so that half a model has none."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    files = {**{f"tagger{i}.npz": _tagger(t) for i, t in enumerate(model.taggers)}}
    if model.labeller:
        files["labeller.npz"] = _labeller(model.labeller)
    if model.joiner:
        files["joiner.npz"] = _joiner(model.joiner)
    for name, arrays in files.items():
        np.savez_compressed(folder / name, **arrays)
    digests = {name: _digest(folder / name) for name in files}
    (folder / MANIFEST).write_bytes(orjson.dumps(_manifest(model, digests), option=orjson.OPT_INDENT_2))


def load(folder: Path) -> Model:
    """The model of a folder. Raises WrongModel where files and manifest do not agree."""
    manifest = _read_manifest(folder)
    for name, digest in manifest["files"].items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise WrongModel(str(folder), f"文件 {name} 与清单不符")
    try:
        return _model(folder, manifest)
    except (KeyError, TypeError, ValueError) as e:
        raise WrongModel(str(folder), f"清单缺少或写错了 {e}") from e


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = orjson.loads((folder / MANIFEST).read_bytes())
    except (OSError, orjson.JSONDecodeError) as e:
        raise WrongModel(str(folder), f"没有清单 {MANIFEST}，或它不是 JSON") from e
    if manifest.get("format") != FORMAT:
        raise WrongModel(str(folder), f"格式是第 {manifest.get('format')} 版，本程序用第 {FORMAT} 版")
    if manifest.get("features") != FEATURES:
        raise WrongModel(str(folder), f"特征是第 {manifest.get('features')} 版，本程序用第 {FEATURES} 版")
    return manifest


def _manifest(model: Model, digests: Mapping[str, str]) -> dict[str, Any]:
    facts = model.facts
    return {
        "format": FORMAT,
        "features": FEATURES,
        "kind": facts.kind,
        "made_on": facts.made_on,
        "examples": {"papers": facts.papers, "sha256": facts.fingerprint},
        "usual": dict(facts.usual),
        "scores": {name: count.to_json() for name, count in facts.scores.items()},
        "by_rule": sorted(facts.by_rule),
        "cues": model.cues.words,
        "rules": [
            {"label": r.label, "name": r.name, "pattern": r.pattern.pattern, "example": r.example}
            for r in model.rules.values()
        ],
        "calibrations": {name: asdict(line) for name, line in model.calibrations.items()},
        "taggers": [tagger.labels for tagger in model.taggers],
        "labels": model.labeller.labels if model.labeller else None,
        "relations": {"names": model.joiner.relations, "kinds": model.joiner.kinds} if model.joiner else None,
        "files": dict(digests),
    }


def _model(folder: Path, manifest: Mapping[str, Any]) -> Model:
    scores = {n: Count(c["right"], c["wrong"], c["missed"]) for n, c in manifest["scores"].items()}
    examples = manifest["examples"]
    rules: tuple[Rule, ...] = parsed(manifest["rules"], str(folder / MANIFEST))
    return Model(
        facts=Facts(
            manifest["kind"],
            manifest["made_on"],
            examples["papers"],
            examples["sha256"],
            manifest["usual"],
            scores,
            frozenset(manifest["by_rule"]),
        ),
        cues=Cues(tuple(manifest["cues"])),
        taggers=tuple(
            Tagger(labels, *_arrays(folder, f"tagger{i}.npz", "keys", "weights", "moves"))
            for i, labels in enumerate(manifest["taggers"])
        ),
        labeller=_loaded_labeller(folder, manifest["labels"]),
        rules={rule.label: rule for rule in rules},
        joiner=_loaded_joiner(folder, manifest["relations"]),
        calibrations={
            n: Calibration(tuple(c["scores"]), tuple(c["shares"])) for n, c in manifest["calibrations"].items()
        },
    )


def _loaded_labeller(folder: Path, labels: list[str] | None) -> Labeller | None:
    if labels is None:
        return None
    keys, rarity, *rest = _arrays(folder, "labeller.npz", "keys", "rarity", "weights", "bias", "thresholds")
    return Labeller(labels, Vocabulary(keys, rarity), *rest)


def _loaded_joiner(folder: Path, relations: Mapping[str, Any] | None) -> Joiner | None:
    if relations is None:
        return None
    kinds = [(a, b, c) for a, b, c in relations["kinds"]]
    return Joiner(relations["names"], kinds, *_arrays(folder, "joiner.npz", "keys", "weights", "bias", "thresholds"))


def _tagger(tagger: Tagger) -> Arrays:
    return {"keys": tagger.keys, "weights": tagger.weights, "moves": tagger.moves}


def _labeller(labeller: Labeller) -> Arrays:
    known = labeller.vocabulary
    own = {"weights": labeller.weights, "bias": labeller.bias, "thresholds": labeller.thresholds}
    return {"keys": known.keys, "rarity": known.rarity} | own


def _joiner(joiner: Joiner) -> Arrays:
    own = {"weights": joiner.weights, "bias": joiner.bias, "thresholds": joiner.thresholds}
    return {"keys": joiner.keys} | own


def _arrays(folder: Path, name: str, *wanted: str) -> list[Any]:
    with np.load(folder / name, allow_pickle=False) as arrays:
        return [arrays[key] for key in wanted]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()

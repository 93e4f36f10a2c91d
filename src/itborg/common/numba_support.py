"""The one file that knows numba.

`rule` marks a small function that stays plain Python for people, tests and debuggers and is
compiled when a kernel calls it. `compiled` makes a kernel. numba's own cache checks only the
file of the kernel itself, so the cache folder is named by a hash of all sources, of the versions
and of the CPU: an edited rule can never run as old machine code.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any, cast

import numba
import numpy as np
from numba.core import cgutils, config, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, models, register_jitable, register_model
from numba.np import arrayobj

_PACKAGE = Path(__file__).parents[1]
#: Folders whose sources end up in machine code.
_KERNEL = (
    "mechanisms",
    "engine",
    "common/random_numbers.py",
    "common/streams.py",
    "common/periods.py",
    "common/numba_support.py",
)


def _digest() -> str:
    text = hashlib.sha256()
    for part in _KERNEL:
        place = _PACKAGE / part
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            text.update(file.name.encode())
            text.update(file.read_bytes())
    machine = (sys.version, numba.__version__, np.__version__, platform.machine(), platform.processor())
    text.update(repr(machine).encode())
    return text.hexdigest()[:16]


def cache_root() -> Path:
    """Return the folder under which compiled code is kept (ITBORG_CACHE, else the user's cache)."""
    named = os.environ.get("ITBORG_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return Path(named) / "itborg" if named else Path.home() / ".cache" / "itborg"


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="itborg-"))


def cache_folder() -> Path:
    """Return the folder of the machine code that belongs to exactly these sources."""
    return cache_root() / _digest()


if not config.DISABLE_JIT:
    config.CACHE_DIR = str(_writable(cache_folder()))


class _RuleLibrary(JITCodeLibrary):  # type: ignore[misc]
    """The intermediate code of one rule, to be linked into a kernel: neither optimised nor made executable."""

    def _optimize_functions(self, module: Any) -> None:
        module.data_layout = self._codegen._data_layout

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True


@register_pass(mutates_CFG=False, analysis_only=False)
class _LowerRule(NativeLowering):  # type: ignore[misc]
    """Lower a rule without making an executable of it: kernels link it in and optimise the whole once."""

    _name = "lower_rule"

    def run_pass(self, state: Any) -> bool:
        context = state.targetctx
        state.library = _RuleLibrary(context.codegen(), state.func_id.func_qualname)
        context.get_executable = lambda *_arguments: [].append  # a unique key, never called
        wrapped, arrayobj.fix_integer_index = arrayobj.fix_integer_index, _index_as_it_is
        try:
            return bool(super().run_pass(state))
        finally:
            arrayobj.fix_integer_index = wrapped
            del context.get_executable


def _index_as_it_is(context: Any, builder: Any, kind: Any, index: Any, _size: Any) -> Any:
    """Leave an index alone: no rule counts rows from the end, and asking for each costs a tenth of a run.

    Where bounds are checked, a negative index is an error.
    """
    return context.cast(builder, index, kind, types.intp)


#: Steps for closures, lists, literals, array expressions and listings, none of which a rule has.
_NOT_NEEDED = {
    "AnnotateTypes",
    "DeadBranchPrune",
    "InlineClosureLikes",
    "InlineInlinables",
    "InlineOverloads",
    "IterLoopCanonicalization",
    "LiteralPropagationSubPipelinePass",
    "LiteralUnroll",
    "MakeFunctionToJitFunction",
    "NoPythonSupportedFeatureValidation",
    "NopythonRewrites",
    "FindLiterallyCalls",
    "RewriteSemanticConstants",
    "WithLift",
}


class _RuleCompiler(CompilerBase):  # type: ignore[misc]
    def define_pipelines(self) -> list[Any]:
        """Return numba's pipeline without what a rule does not need."""
        return _lowered_by(_LowerRule, self.state, _NOT_NEEDED)


def _lowered_by(last: type, state: Any, left_out: Container[str]) -> list[Any]:
    """Return numba's pipeline with `last` in place of its own lowering."""
    passes = DefaultPassBuilder.define_nopython_pipeline(state)
    steps = [(step, text) for step, text in passes.passes if step.__name__ not in left_out]
    passes.passes = [(last if step is NativeLowering else step, text) for step, text in steps]
    passes.finalize()
    return [passes]


#: Rules need no entry from Python or C, count no references and divide as IEEE says: half the compilation.
_RULE = {
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "_nrt": False,
    "pipeline_class": _RuleCompiler,
}


class _KernelLibrary(JITCodeLibrary):  # type: ignore[misc]
    """The machine code of a kernel, in which every rule belongs to that kernel alone: LLVM may then inline it freely."""

    def finalize(self) -> None:
        self._own = {function.name for function in self._final_module.functions if not function.is_declaration}
        super().finalize()

    def _optimize_final_module(self) -> None:
        for function in self._final_module.functions:
            if not function.is_declaration and function.name not in self._own:
                function.linkage = "internal"
        super()._optimize_final_module()


@register_pass(mutates_CFG=False, analysis_only=False)
class _LowerKernel(NativeLowering):  # type: ignore[misc]
    """Lower a kernel, with the rules it calls to itself."""

    _name = "lower_kernel"

    def run_pass(self, state: Any) -> bool:
        state.library = _KernelLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return bool(super().run_pass(state))


class _KernelCompiler(CompilerBase):  # type: ignore[misc]
    def define_pipelines(self) -> list[Any]:
        """Return numba's pipeline with our lowering."""
        return _lowered_by(_LowerKernel, self.state, ())


def rule[T: Callable[..., Any]](function: T) -> T:
    """Mark a rule: plain Python when called from Python, compiled when called from a kernel."""
    return cast(T, register_jitable(**_RULE)(function))


def compiled[T: Callable[..., Any]](function: T) -> T:
    """Compile a kernel: cached on disk, without the interpreter lock, IEEE arithmetic kept."""
    return cast(T, numba.njit(cache=True, nogil=True, error_model="numpy", pipeline_class=_KernelCompiler)(function))


class _Reference(types.Type):
    """The numba type of a NamedTuple of arrays that is passed on by one pointer."""

    def __init__(self, fields: types.NamedTuple) -> None:
        """Remember the NamedTuple pointed at."""
        self.fields = fields
        super().__init__(name="Reference" + hashlib.sha256(fields.name.encode()).hexdigest()[:12])


@register_model(_Reference)
class _ReferenceModel(models.PrimitiveModel):  # type: ignore[misc]
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, manager.lookup(kind.fields).get_value_type().as_pointer())


@infer_getattr
class _ReferenceFields(AttributeTemplate):  # type: ignore[misc]
    key = _Reference

    def generic_resolve(self, kind: Any, name: str) -> Any:
        """Return the type of a field."""
        if name in kind.fields.fields:
            return kind.fields.types[kind.fields.fields.index(name)]
        return None


@lower_getattr_generic(_Reference)
def _read_field(context: Any, builder: Any, kind: Any, value: Any, name: str) -> Any:
    position = kind.fields.fields.index(name)
    array = context.make_array(kind.fields.types[position])(context, builder)
    for part in ("nitems", "data", "shape", "strides"):
        number = array._datamodel.get_field_position(part)
        load = builder.load(cgutils.gep_inbounds(builder, value, 0, position, number))
        load.set_metadata("invariant.load", builder.module.add_metadata([]))
        setattr(array, part, load)
    # The caller of the kernel owns the memory for as long as it runs: nothing to count here.
    array.itemsize = context.get_constant(
        types.intp,
        kind.fields.types[position].dtype.size if isinstance(kind.fields.types[position].dtype, types.Record) else 8,
    )
    array.meminfo = cgutils.get_null_value(array.meminfo.type)
    array.parent = cgutils.get_null_value(array.parent.type)
    return array._getvalue()


def _by_reference(context: Any, world: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return cgutils.alloca_once_value(builder, arguments[0])

    return _Reference(world)(world), generate


if config.DISABLE_JIT:

    def by_reference[W](world: W) -> W:
        """Return the world itself: interpreted code needs no pointer."""
        return world

else:
    #: Inside a kernel: the world by one pointer. A NamedTuple of thirty arrays passed by value would be
    #: taken apart into hundreds of arguments at every call, which costs minutes of compilation.
    by_reference = intrinsic(_by_reference)
KERNELS = 2  # the first evening and the days


def is_cached() -> bool:
    """Return whether all kernels have been compiled before for exactly these sources."""
    return config.DISABLE_JIT or len(list(cache_folder().rglob("*.nbi"))) >= KERNELS

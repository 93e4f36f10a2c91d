"""The fast way to compile, with internals of numba that may change in any release: see FAST_RELEASES in numba_support.

What it buys, with numba 0.68.1 on two cores (CPU seconds to compile both kernels one after the other; milliseconds for
600 days of a company of 40 people; memory of the process that compiles), with the same results bit for bit:

                                  compile      run    memory
    this file, without 5 and 6       16 s    18 ms    0.7 GB
    numba_portable.py                47 s    26 ms    2.5 GB
    plain numba, world by value      49 s   200 ms    1.9 GB

1. Rules are not made executable one by one: their intermediate code is linked into the kernel and optimised once.
2. Numba's passes for closures, lists and literals are left out, which no rule has.
3. A kernel sees the world, a NamedTuple of some thirty arrays, through one pointer. By value it would be taken apart
   into hundreds of arguments at every call.
4. Negative indices are not looked for.
5. The intermediate code of a rule is linked once into a kernel, not into every rule that calls it.
6. What a call with given types returns is found out once for a kernel and all its rules, and the text of a record's
   type is made once.

Points 5 and 6, with four more passes left out, take `run_days` from 20 to 13 CPU seconds and from 0.81 to 0.45 GB, on
a busy machine with two cores. Other thresholds of inlining make runs 2 to 7 % slower. Without a clear effect on run
time (within 3 %, as large as the noise): vectorisation of straight-line code or of nothing, -O2, and tags that tell
LLVM which fields and tables do not overlap and which are constant.

Imported by `numba_support` only. Sources are numba's own classes for libraries, passes and models; a release that
changes them is compiled in the portable way instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container
from functools import cache
from typing import Any

from numba.core import cgutils, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, models, register_model
from numba.np import arrayobj


class _RuleLibrary(JITCodeLibrary):  # type: ignore[misc]
    """The intermediate code of one rule without that of the rules it calls: a kernel links all of them."""

    def _optimize_functions(self, module: Any) -> None:
        """Set the layout of data only; the kernel optimises the function after linking."""
        module.data_layout = self._codegen._data_layout

    def finalize(self) -> None:
        """Mark the library as complete; the kernel links, optimises and checks it."""
        self._raise_if_finalized()
        self._finalized = True

    def _get_module_for_linking(self) -> Any:
        """Return the module as it is: a kernel links it once."""
        return self._final_module


@register_pass(mutates_CFG=False, analysis_only=False)
class _LowerRule(NativeLowering):  # type: ignore[misc]
    """Lower a rule without making an executable of it: kernels link it in and optimise all of it once."""

    _name = "lower_rule"

    def run_pass(self, state: Any) -> bool:
        """Lower the rule into a library that is only linked; return whether the state has changed."""
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
    """Leave an index alone: no rule counts rows from the end, and a check of each index costs a tenth of a run.

    Where bounds are checked, a negative index is an error.
    """
    return context.cast(builder, index, kind, types.intp)


#: Steps for closures, lists, literals, array expressions, exceptions and listings, none of which a rule has.
_NOT_NEEDED = {
    "AnnotateTypes",
    "DeadBranchPrune",
    "DumpParforDiagnostics",
    "FixupArgs",
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
    "RewriteDynamicRaises",
    "RewriteSemanticConstants",
    "WithLifting",
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


#: Options of a rule: no entry from Python or C, no reference counts, IEEE division.
RULE: dict[str, Any] = {
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "_nrt": False,
    "pipeline_class": _RuleCompiler,
}


class _KernelLibrary(JITCodeLibrary):  # type: ignore[misc]
    """The machine code of a kernel. Every rule in it belongs to that kernel alone, so LLVM may inline it freely."""

    def finalize(self) -> None:
        """Note which functions are the kernel's own and which rules are called by rules, before all are linked in."""
        self._own = {function.name for function in self._final_module.functions if not function.is_declaration}
        known = dict.fromkeys(self._linking_libraries)
        for library in self._linking_libraries:  # a list that grows on the way
            new = [inner for inner in library._linking_libraries if inner not in known]
            known.update(dict.fromkeys(new))
            self._linking_libraries += new
        super().finalize()

    def _optimize_final_module(self) -> None:
        """Make all linked rules internal to the kernel, then optimise the module."""
        for function in self._final_module.functions:
            if not function.is_declaration and function.name not in self._own:
                function.linkage = "internal"
        super()._optimize_final_module()


@register_pass(mutates_CFG=False, analysis_only=False)
class _LowerKernel(NativeLowering):  # type: ignore[misc]
    """Lower a kernel together with the rules that it calls."""

    _name = "lower_kernel"

    def run_pass(self, state: Any) -> bool:
        """Lower the kernel into a library that can be cached on disk; return whether the state has changed."""
        state.library = _KernelLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return bool(super().run_pass(state))


class _KernelCompiler(CompilerBase):  # type: ignore[misc]
    def compile_extra(self, func: Any) -> Any:
        """Compile a kernel and its rules; what a call with given types returns is found out once for all of them."""
        context, known = self.state.typingctx, dict[Any, Any]()
        find_out = context.resolve_function_type

        def resolve(function: Any, args: Any, kws: Any) -> Any:
            if kws or not isinstance(function, types.Type):
                return find_out(function, args, kws)
            key = function, tuple(args)
            if known.get(key) is None:
                known[key] = find_out(function, args, kws)
            return known[key]

        context.resolve_function_type = resolve
        try:
            return super().compile_extra(func)
        finally:
            del context.resolve_function_type

    def define_pipelines(self) -> list[Any]:
        """Return numba's pipeline with our lowering."""
        return _lowered_by(_LowerKernel, self.state, ())


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
    """Load one array of the world behind its pointer: size, data, shape and strides, marked as invariant."""
    position = kind.fields.fields.index(name)
    array = context.make_array(kind.fields.types[position])(context, builder)
    for part in ("nitems", "data", "shape", "strides"):
        number = array._datamodel.get_field_position(part)
        load = builder.load(cgutils.gep_inbounds(builder, value, 0, position, number))
        load.set_metadata("invariant.load", builder.module.add_metadata([]))
        setattr(array, part, load)
    # The caller of the kernel owns the memory for as long as it runs: no reference counts.
    array.itemsize = context.get_constant(
        types.intp,
        kind.fields.types[position].dtype.size if isinstance(kind.fields.types[position].dtype, types.Record) else 8,
    )
    array.meminfo = cgutils.get_null_value(array.meminfo.type)
    array.parent = cgutils.get_null_value(array.parent.type)
    return array._getvalue()


def _by_reference(context: Any, world: Any) -> Any:
    """Return the type and the code generator that put a world in memory and pass on its address."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return cgutils.alloca_once_value(builder, arguments[0])

    return _Reference(world)(world), generate


#: Inside a kernel: the world by one pointer.
by_reference = intrinsic(_by_reference)
# At every step of every rule, numba spells out the types of its arguments: hundreds of fields for a record.
types.Record.__repr__ = cache(types.Record.__repr__)  # type: ignore[method-assign]
#: Options of a kernel.
KERNEL: dict[str, Any] = {"pipeline_class": _KernelCompiler}

"""Stands in for SGLang's kernels, which are built for GPUs.

SGLang imports names of this module wherever it runs. On a processor without AMX it computes with
PyTorch alone and calls none of them; should it call one after all, that says which.
"""

__version__ = "0.4.10"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def kernel(*_, **__):
        raise NotImplementedError(f"sgl_kernel.{name} is a kernel for GPUs")

    return kernel

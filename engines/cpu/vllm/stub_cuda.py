"""Lets PyTorch's CUDA build load on a machine without a GPU.

That build links NVIDIA's libraries, 2.7 GB that a processor never uses. For each library that is
missing, this writes an empty one beside PyTorch's own: it defines the names that PyTorch asks for,
and every function in it answers "no CUDA-capable device".

usage: stub_cuda.py SITE_PACKAGES     (needs cc, nm and readelf)
"""

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

NO_DEVICE = 100
NVIDIA_LIBRARY = re.compile(r"lib(cu|nccl|nv).*\.so\.\d+$")
NVIDIA_SYMBOL = re.compile(r"(__cuda|cu|nccl|nv|NV)")
DRIVER = "libcuda.so.1"  # loaded on demand, and only where there is one
RUNTIME = "libcudart.so.13"  # always loaded, so it also takes the names without a version


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def needed_by(binary):
    return re.findall(r"\(NEEDED\).*\[(.+)\]", output("readelf", "-dW", str(binary)))


def symbols(binary):
    """Yields (name, version or "", whether it is defined here)."""
    for line in output("nm", "-D", str(binary)).splitlines():
        *address, kind, symbol = line.split()
        name, _, version = symbol.partition("@")
        yield name, version.lstrip("@"), kind not in "Uw"


def missing_symbols(binaries, libraries):
    """Names to define, by library and version."""
    wanted, defined = set(), set()
    for binary in binaries:
        for name, version, here in symbols(binary):
            if here:
                defined.add(name)
            elif NVIDIA_SYMBOL.match(name):
                wanted.add((name, version))
    missing = defaultdict(lambda: defaultdict(list))
    for name, version in sorted(wanted):
        if name not in defined:
            home = version if version in libraries else RUNTIME
            missing[home][version].append(name)
    return missing


def compile_stub(target, versions):
    names = [name for group in versions.values() for name in group]
    source = "\n".join(f"int {name}(void) {{ return {NO_DEVICE}; }}" for name in names)
    nodes = (
        f"{version} {{ global: {'; '.join(group)}; }};"
        for version, group in versions.items()
        if version
    )
    with tempfile.NamedTemporaryFile("w", suffix=".map") as version_map:
        version_map.write("\n".join(nodes))
        version_map.flush()
        command = ["cc", "-shared", "-fPIC", "-w", "-fno-builtin", "-x", "c", "-", "-o", str(target)]
        command.append(f"-Wl,-soname,{target.name}")
        if any(versions):
            command.append(f"-Wl,--version-script,{version_map.name}")
        subprocess.run(command, check=True, input=source or "static int nothing;", text=True)


def main(site_packages):
    torch = Path(site_packages) / "torch"
    binaries = [*torch.glob("lib/*.so*"), *torch.glob("_C*.so")]
    needed = {library for binary in binaries for library in needed_by(binary)}
    present = {binary.name for binary in binaries}
    libraries = {name for name in needed - present - {DRIVER} if NVIDIA_LIBRARY.match(name)}
    missing = missing_symbols(binaries, libraries)
    for library in sorted(libraries):
        compile_stub(torch / "lib" / library, missing[library])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

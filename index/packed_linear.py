"""Linear layers whose bfloat16 weights are laid out once for the processor's matrix unit.

torch's own ``Linear`` lays them out anew at every call and adds bias and activation in passes of their own. The
operators used here are those that torch's compiler emits; they carry an underscore, and torch is pinned.
"""

from typing import Literal

import torch
from torch import nn


class PackedLinear(nn.Module):
    """What ``Linear`` computes, optionally followed by the exact GELU, for inference on the CPU."""

    def __init__(self, linear: nn.Linear, activation: Literal["none", "gelu"] = "none") -> None:
        super().__init__()
        self._weight = torch.ops.mkldnn._reorder_linear_weight(linear.weight.detach())
        self._bias = None if linear.bias is None else linear.bias.detach()
        self._activation = activation

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return the layer's outputs for inputs of shape (…, features)."""
        algorithm = "none" if self._activation == "gelu" else ""
        outputs: torch.Tensor = torch.ops.mkldnn._linear_pointwise(
            inputs, self._weight, self._bias, self._activation, [], algorithm
        )
        return outputs


def pack(module: nn.Module) -> None:
    """Replace the linear layers below ``module``; where it is a BERT's, fuse them with their GELU."""
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Linear):
            activation = getattr(module, "intermediate_act_fn", None)
            if activation is not None and type(activation).__name__ == "GELUActivation":
                setattr(module, name, PackedLinear(child, "gelu"))
                module.intermediate_act_fn = nn.Identity()
            else:
                setattr(module, name, PackedLinear(child))
        else:
            pack(child)

"""A random model of FLUX's shape, as small as stable-diffusion.cpp takes it, written by hand.

Names and shapes are those of FLUX.1 schnell with one double and one single block of one head.
Fixed in stable-diffusion.cpp, so kept: 128 numbers a head (the rotary axes 16 + 56 + 56), 4,096 of
T5 for each token, 768 of CLIP-L, 16 latent channels. The decoder is of the shape of TAEF1.
"""

import json
import struct

import numpy as np

HEAD, MLP, TEXT, VECTOR, PATCH = 128, 512, 4096, 768, 64


def safetensors(path, tensors):
    """Write a file of safetensors: length of the head, head in JSON, bytes.

    Tensors that are the same array share their bytes.
    """
    head, at, places = {}, 0, {}
    for name, values in tensors.items():
        dtype = {np.dtype("float32"): "F32", np.dtype("float16"): "F16"}[values.dtype]
        begin = places.setdefault(id(values), at)
        at = max(at, begin + values.nbytes)
        head[name] = {"dtype": dtype, "shape": list(values.shape),
                      "data_offsets": [begin, begin + values.nbytes]}  # fmt: skip
    told = json.dumps(head).encode()
    told += b" " * (-len(told) % 8)
    with path.open("wb") as out:
        out.write(struct.pack("<Q", len(told)) + told)
        for values in {id(values): values for values in tensors.values()}.values():
            out.write(np.ascontiguousarray(values).data)
    return path


def linear(rng, name, wide, narrow):
    """Give weight and bias of a layer from `narrow` to `wide`, in float16."""
    weight = rng.standard_normal((wide, narrow), np.float32) / np.sqrt(narrow)
    return {f"{name}.weight": weight.astype(np.float16),
            f"{name}.bias": (rng.standard_normal(wide) * 0.1).astype(np.float32)}  # fmt: skip


def flux(rng):
    """Give the tensors of the transformer."""
    one = np.ones(HEAD, np.float32)
    held = {
        **linear(rng, "img_in", HEAD, PATCH),
        **linear(rng, "txt_in", HEAD, TEXT),
        **linear(rng, "time_in.in_layer", HEAD, 256),
        **linear(rng, "time_in.out_layer", HEAD, HEAD),
        **linear(rng, "vector_in.in_layer", HEAD, VECTOR),
        **linear(rng, "vector_in.out_layer", HEAD, HEAD),
        **linear(rng, "single_blocks.0.linear1", 3 * HEAD + MLP, HEAD),
        **linear(rng, "single_blocks.0.linear2", HEAD, HEAD + MLP),
        **linear(rng, "single_blocks.0.modulation.lin", 3 * HEAD, HEAD),
        "single_blocks.0.norm.query_norm.scale": one,
        "single_blocks.0.norm.key_norm.scale": one,
        **linear(rng, "final_layer.linear", PATCH, HEAD),
        **linear(rng, "final_layer.adaLN_modulation.1", 2 * HEAD, HEAD),
    }
    for side in ("img", "txt"):
        at = f"double_blocks.0.{side}"
        held |= linear(rng, f"{at}_mod.lin", 6 * HEAD, HEAD)
        held |= linear(rng, f"{at}_attn.qkv", 3 * HEAD, HEAD)
        held |= linear(rng, f"{at}_attn.proj", HEAD, HEAD)
        held |= linear(rng, f"{at}_mlp.0", MLP, HEAD)
        held |= linear(rng, f"{at}_mlp.2", HEAD, MLP)
        held[f"{at}_attn.norm.query_norm.scale"] = one
        held[f"{at}_attn.norm.key_norm.scale"] = one
    return held


def conv(rng, name, out, into, side=3, *, bias=True):
    """Give weight (and bias) of a convolution."""
    weight = rng.standard_normal((out, into, side, side), np.float32) / np.sqrt(into * side * side)
    held = {f"{name}.weight": weight.astype(np.float16)}
    return held | ({f"{name}.bias": np.zeros(out, np.float32)} if bias else {})


def block(rng, name, wide):
    """Give a block of three convolutions."""
    held = {}
    for at in ("conv.0", "conv.2", "conv.4"):
        held |= conv(rng, f"{name}.{at}", wide, wide)
    return held


def taef1(rng, latent=16, wide=64):
    """Give the tensors of the tiny autoencoder, both ways."""
    held = conv(rng, "encoder.layers.0", wide, 3) | block(rng, "encoder.layers.1", wide)
    at = 2
    for _ in range(3):
        held |= conv(rng, f"encoder.layers.{at}", wide, wide, bias=False)
        for k in range(1, 4):
            held |= block(rng, f"encoder.layers.{at + k}", wide)
        at += 4
    held |= conv(rng, f"encoder.layers.{at}", latent, wide)
    held |= conv(rng, "decoder.layers.0", wide, latent)
    at = 2
    for _ in range(3):
        for k in range(3):
            held |= block(rng, f"decoder.layers.{at + k}", wide)
        held |= conv(rng, f"decoder.layers.{at + 4}", wide, wide, bias=False)
        at += 5
    held |= block(rng, f"decoder.layers.{at}", wide)
    return held | conv(rng, f"decoder.layers.{at + 1}", 3, wide)


def clip_l(rng, layers=12, wide=768, words=49_408):
    """Give the tensors of CLIP-L's text half; each layer is the same one."""
    few = rng.standard_normal((772, wide), np.float32).astype(np.float16)
    at = "text_model.encoder.layers"
    held = {
        "text_model.embeddings.token_embedding.weight": np.tile(few, (64, 1))[:words],
        "text_model.embeddings.position_embedding.weight": few[:77].astype(np.float32),
    }
    one = {}
    for part in "qkv":
        one |= linear(rng, f"self_attn.{part}_proj", wide, wide)
    one |= linear(rng, "self_attn.out_proj", wide, wide)
    one |= linear(rng, "mlp.fc1", 4 * wide, wide) | linear(rng, "mlp.fc2", wide, 4 * wide)
    ones, zeros = np.ones(wide, np.float32), np.zeros(wide, np.float32)
    for norm in ("layer_norm1", "layer_norm2"):
        one |= {f"{norm}.weight": ones, f"{norm}.bias": zeros}
    for k in range(layers):
        held |= {f"{at}.{k}.{name}": values for name, values in one.items()}
    norm = "text_model.final_layer_norm"
    return held | {f"{norm}.weight": ones, f"{norm}.bias": zeros}

"""Trains models/sense.nn, the network that says which words of a sentence tell an event, and of which type.

It is the first layers of a small pretrained encoder (all-MiniLM-L6-v2, Apache-2.0), its word pieces cut to the commonest and factorised,
fine-tuned on the open part and the lessons of eval/gold. Sentences whose report falls into the held-out eighth teach nothing: on
them `casus train decide` learns how far to trust the network. Deterministic for one seed, one version of torch and one kind of processor.

    make sense    # sets up torch, calls this, writes models/sense.nn
"""

import argparse
import collections
import glob
import hashlib
import json
import os
import random
import struct
import subprocess
import sys
import time
import unicodedata

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

TYPES = ["ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
         "RETREAT", "SANCTION", "SUPPORT", "THREATEN"]
CONTENT = {"VERB", "NOUN", "ADJ", "PROPN", "ADV", "AUX"}
LONGEST = 160  # pieces of a sentence
HEADS = 12


def held_out(cluster):
    """Reports of one in eight clusters teach the network nothing."""
    return hashlib.sha256(cluster.encode()).digest()[0] % 8 == 0


def is_punct(c):
    return not c.isalnum() and 33 <= ord(c) <= 126 or unicodedata.category(c).startswith("P")


def words_of(form):
    """A token's parts: small letters without accents, punctuation apart."""
    form = "".join(c for c in unicodedata.normalize("NFD", form.lower()) if unicodedata.category(c) != "Mn")
    out, word = [], ""
    for c in form:
        if is_punct(c) or c.isspace():
            if word:
                out.append(word)
            word = ""
            if is_punct(c):
                out.append(c)
        else:
            word += c
    return out + [word] if word else out


class Pieces:
    """WordPiece: the longest piece that fits, again and again (Wu et al. 2016)."""

    def __init__(self, names):
        self.names = names
        self.id = {n: i for i, n in enumerate(names)}

    def of(self, form):
        out = []
        for w in words_of(form):
            at, parts = 0, []
            while at < len(w):
                for end in range(len(w), at, -1):
                    p = ("##" if at else "") + w[at:end]
                    if p in self.id:
                        parts.append(self.id[p])
                        at = end
                        break
                else:
                    parts = [self.id["[UNK]"]]
                    break
            out += parts
        return out or [self.id["[UNK]"]]


def cut(all_pieces, forms, common, size):
    """The pieces to keep: those of one letter, and the commonest in the lessons and in a list of common words."""
    count = collections.Counter()
    whole = Pieces(all_pieces)
    for f, n in forms.items():
        for p in whole.of(f):
            count[all_pieces[p]] += 3 * n
    for rank, w in enumerate(common):
        for p in whole.of(w):
            count[all_pieces[p]] += 20000 / (rank + 50)
    keep = [p for p in all_pieces if p in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")]
    single = [p for p in all_pieces if len(p.removeprefix("##")) == 1 and ord(p[-1]) < 0x250]
    keep += [p for p in single if p not in keep]
    for p, _ in sorted(count.items(), key=lambda x: (-x[1], x[0])):
        if len(keep) >= size:
            break
        if p not in keep[:4] and p not in set(single):
            keep.append(p)
    return keep


def reports(folders):
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
            docs, rows = {}, collections.defaultdict(list)
            for line in open(path, encoding="utf-8"):
                r = json.loads(line)
                if r["kind"] == "report":
                    docs[r["id"]] = r
                    last = r["id"]
                elif r["kind"] in ("mention", "neutral"):
                    rows[r.get("doc", last)].append(r)
            for i, d in docs.items():
                yield d, rows[i]


def lay(paragraphs):
    """The text of a report and the first byte of each sentence."""
    text, starts = "", []
    for p in paragraphs:
        text += "\n\n" if text else ""
        for k, s in enumerate(p):
            text += " " if k else ""
            starts.append((len(text.encode()), s))
            text += s
    return text, starts


def analyse(casus, texts):
    """casus's own tokens and trees, one report a line."""
    lines = "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts))
    out = subprocess.run([casus, "annotate", "--input", "jsonl", "-"], input=lines, capture_output=True, text=True)
    return {int(a["id"]): a for a in map(json.loads, out.stdout.splitlines()) if a.get("lang") == "en"}


def spans(row, starts, key):
    begin, sentence = starts[row["s"] - 1]
    at = -1
    for _ in range(row.get("n") or 1):
        at = sentence.find(row[key], at + 1)
    if at < 0:
        return None
    first = begin + len(sentence[:at].encode())
    return first, first + len(row[key].encode())


def sentences(casus, folders):
    """One item a sentence: tokens, which are content words, what each token's labels and weights are."""
    docs = list(reports(folders))
    laid = [lay(d["paragraphs"]) for d, _ in docs]
    read = analyse(casus, [t for t, _ in laid])
    items = []
    for i, (doc, rows) in enumerate(docs):
        if i not in read:
            continue
        tokens = read[i]["tokens"]
        heads, spent, open_ = {}, collections.defaultdict(set), set()
        for r in rows:
            s = spans(r, laid[i][1], "t" if r["kind"] == "mention" else "q") if r.get("t") or r.get("q") else None
            inside = [k for k, t in enumerate(tokens) if s and t["start"] < s[1] and t["end"] > s[0]]
            if not inside:
                continue
            if r["kind"] == "neutral":
                open_.update(inside)
                continue
            types = [r["type"], *r.get("alt", [])]
            top = next((k for k in inside if tokens[k]["head"] not in inside), inside[0])
            heads.setdefault(top, []).append(r["type"])
            for k in inside:
                spent[k].update(types)
        at = 0
        bounds = read[i]["sentences"]
        groups = [[] for _ in bounds]
        for k, t in enumerate(tokens):
            while at + 1 < len(bounds) and t["start"] >= bounds[at]["end"]:
                at += 1
            groups[at].append(k)
        for g in groups:
            if g:
                items.append({"forms": [tokens[k]["form"] for k in g], "content": [tokens[k]["upos"] in CONTENT for k in g],
                              "heads": [heads.get(k, []) for k in g], "spent": [spent.get(k, ()) for k in g],
                              "open": [k in open_ for k in g], "held": held_out(doc["cluster"])})
    return items


class Encoder(nn.Module):
    def __init__(self, w, ids, rank, layers):
        super().__init__()
        table = w["embeddings.word_embeddings.weight"].float()[ids]
        u, s, v = torch.linalg.svd(table, full_matrices=False)
        self.piece = nn.Embedding.from_pretrained((u[:, :rank] * s[:rank].sqrt()).clone(), freeze=False)
        self.wide = nn.Parameter((s[:rank].sqrt()[:, None] * v[:rank]).clone())
        self.place = nn.Parameter((w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])[:LONGEST].float().clone())
        self.norm = self.take_norm(w, "embeddings.LayerNorm")
        self.layers = nn.ModuleList()
        for i in range(layers):
            p = f"encoder.layer.{i}."
            self.layers.append(nn.ModuleDict({
                "q": self.take(w, p + "attention.self.query"), "k": self.take(w, p + "attention.self.key"), "v": self.take(w, p + "attention.self.value"),
                "o": self.take(w, p + "attention.output.dense"), "i": self.take(w, p + "intermediate.dense"), "d": self.take(w, p + "output.dense"),
                "n1": self.take_norm(w, p + "attention.output.LayerNorm"), "n2": self.take_norm(w, p + "output.LayerNorm")}))

    @staticmethod
    def take(w, name):
        t = w[name + ".weight"].float()
        lin = nn.Linear(t.shape[1], t.shape[0])
        lin.weight.data.copy_(t)
        lin.bias.data.copy_(w[name + ".bias"])
        return lin

    @staticmethod
    def take_norm(w, name):
        norm = nn.LayerNorm(384, eps=1e-12)
        norm.weight.data.copy_(w[name + ".weight"])
        norm.bias.data.copy_(w[name + ".bias"])
        return norm

    def forward(self, ids, mask):
        b, n = ids.shape
        x = self.norm(self.piece(ids) @ self.wide + self.place[:n])
        x = F.dropout(x, 0.1, self.training)
        hide = (~mask)[:, None, None, :] * -1e4
        for m in self.layers:
            split = lambda t: t.view(b, n, HEADS, 384 // HEADS).transpose(1, 2)
            c = F.scaled_dot_product_attention(split(m["q"](x)), split(m["k"](x)), split(m["v"](x)), attn_mask=hide.to(x.dtype), dropout_p=0.1 if self.training else 0)
            x = m["n1"](x + F.dropout(m["o"](c.transpose(1, 2).reshape(b, n, 384)), 0.1, self.training))
            x = m["n2"](x + F.dropout(m["d"](F.gelu(m["i"](x), approximate="tanh")), 0.1, self.training))
        return x


class Sense(nn.Module):
    def __init__(self, encoder, hidden, drop):
        super().__init__()
        self.encoder, self.drop = encoder, drop
        self.hidden = nn.Linear(384, hidden)
        self.out = nn.Linear(hidden, len(TYPES))
        self.out.weight.data.mul_(0.1)
        self.out.bias.data.fill_(-4)

    def forward(self, ids, mask, rows, cols):
        h = F.dropout(self.encoder(ids, mask)[rows, cols], self.drop, self.training)
        return self.out(F.dropout(F.relu(self.hidden(h)), self.drop, self.training))


def batch_of(items, pieces):
    longest = max(len(i["ids"]) for i in items)
    ids = torch.full((len(items), longest), pieces.id["[PAD]"], dtype=torch.long)
    mask = torch.zeros(len(items), longest, dtype=torch.bool)
    rows, cols, ys, ws = [], [], [], []
    for r, it in enumerate(items):
        ids[r, :len(it["ids"])] = torch.tensor(it["ids"])
        mask[r, :len(it["ids"])] = True
        for k, at in enumerate(it["at"]):
            if at >= LONGEST - 1 or it["open"][k] or not (it["content"][k] or it["heads"][k]):
                continue
            y, w = torch.zeros(len(TYPES)), torch.ones(len(TYPES))
            for t in it["spent"][k]:
                w[TYPES.index(t)] = 0  # other words of a mention, and types that coders take as well
            for t in it["heads"][k]:
                y[TYPES.index(t)] = w[TYPES.index(t)] = 1
            rows.append(r), cols.append(at), ys.append(y), ws.append(w)
    return (ids, mask, torch.tensor(rows), torch.tensor(cols)), torch.stack(ys), torch.stack(ws)


def batches(items, size, rng):
    order = list(range(len(items)))
    rng.shuffle(order)
    chunks = [sorted(order[i:i + 50 * size], key=lambda j: len(items[j]["ids"])) for i in range(0, len(order), 50 * size)]
    out = [c[i:i + size] for c in chunks for i in range(0, len(c), size)]
    rng.shuffle(out)
    return out


class File:
    """casus's model file: docs/format/model.md."""

    def __init__(self):
        self.tensors, self.blobs, self.body, self.tail = [], [], b"", b""

    def tensor(self, name, t, bits):
        t = t.detach().float().numpy()
        t = t.reshape(1, -1) if t.ndim == 1 else t
        self.tensors.append({"name": name, "rows": t.shape[0], "cols": t.shape[1], "bits": bits})
        top = 2 ** (bits - 1) - 1
        for row in t:
            scale = np.float32(np.abs(row).max() / top)
            q = np.clip(np.rint(row / scale), -top, top) if scale > 0 else np.zeros_like(row)
            self.body += struct.pack("<f", scale) + q.astype("<i1" if bits == 8 else "<i2").tobytes()

    def blob(self, name, b):
        self.blobs.append({"name": name, "size": len(b)})
        self.tail += b

    def write(self, path, header):
        head = json.dumps({"header": header, "tensors": self.tensors, "blobs": self.blobs}).encode()
        with open(path, "wb") as f:
            f.write(b"casusnn1" + struct.pack("<I", len(head)) + head + self.body + self.tail)


def save(net, pieces, path, version):
    f, e = File(), net.encoder
    f.tensor("piece", e.piece.weight, 8)
    f.tensor("wide.w", e.wide, 8)
    f.tensor("place", e.place, 8)
    f.tensor("norm.g", e.norm.weight, 16), f.tensor("norm.b", e.norm.bias, 16)
    for i, m in enumerate(e.layers):
        qkv = torch.cat([m["q"].weight, m["k"].weight, m["v"].weight]).T
        f.tensor(f"layer{i}.qkv.w", qkv, 8), f.tensor(f"layer{i}.qkv.b", torch.cat([m["q"].bias, m["k"].bias, m["v"].bias]), 16)
        for k in "oid":
            f.tensor(f"layer{i}.{k}.w", m[k].weight.T, 8), f.tensor(f"layer{i}.{k}.b", m[k].bias, 16)
        for k in ("n1", "n2"):
            f.tensor(f"layer{i}.{k}.g", m[k].weight, 16), f.tensor(f"layer{i}.{k}.b", m[k].bias, 16)
    f.tensor("hidden.w", net.hidden.weight.T, 8), f.tensor("hidden.b", net.hidden.bias, 16)
    f.tensor("out.w", net.out.weight.T, 8), f.tensor("out.b", net.out.bias, 16)
    f.blob("pieces", "\n".join(pieces.names).encode())
    f.write(path, {"version": version, "layers": len(e.layers), "heads": HEADS, "width": 384, "rank": e.piece.weight.shape[1], "longest": LONGEST,
                   "hidden": net.hidden.out_features, "types": TYPES})


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--encoder", required=True, help="folder with model.safetensors and tokenizer.json")
    ap.add_argument("--casus", default="bin/casus")
    ap.add_argument("--gold", default="eval/gold")
    ap.add_argument("--common", default="build/vectors.txt", help="a word a line, the commonest first")
    ap.add_argument("--out", default="models/sense.nn")
    ap.add_argument("--version", default="0.1.0")
    ap.add_argument("--layers", type=int, default=3)
    ap.add_argument("--rank", type=int, default=96)
    ap.add_argument("--pieces", type=int, default=9000)
    ap.add_argument("--hidden", type=int, default=128)
    ap.add_argument("--drop", type=float, default=0.3)
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--batch", type=int, default=32)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(2)
    rng = random.Random(a.seed)
    items = sentences(a.casus, [os.path.join(a.gold, "open"), os.path.join(a.gold, "lessons")])
    items = [i for i in items if not i["held"]]
    vocab = json.load(open(os.path.join(a.encoder, "tokenizer.json"), encoding="utf-8"))["model"]["vocab"]
    names = sorted(vocab, key=vocab.get)
    forms = collections.Counter(f for i in items for f in i["forms"])
    with open(a.common, encoding="utf-8") as f:
        common = [line.split(" ", 1)[0] for _, line in zip(range(30000), f)]
    pieces = Pieces(cut(names, forms, common, a.pieces))
    for it in items:
        it["ids"], it["at"] = [pieces.id["[CLS]"]], []
        for f in it["forms"]:
            it["at"].append(len(it["ids"]))
            it["ids"] += pieces.of(f)
        it["ids"] = it["ids"][:LONGEST - 1] + [pieces.id["[SEP]"]]
    items = [i for i in items if any(c or h for c, h in zip(i["content"], i["heads"]))]
    print(len(items), "sentences,", sum(len(i["ids"]) for i in items), "pieces", flush=True)
    w = load_file(os.path.join(a.encoder, "model.safetensors"))
    net = Sense(Encoder(w, [vocab[n] for n in pieces.names], a.rank, a.layers), a.hidden, a.drop)
    encoder = [p for n, p in net.named_parameters() if n.startswith("encoder.")]
    head = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    opt = torch.optim.AdamW([{"params": encoder, "lr": a.rate}, {"params": head, "lr": 1e-3}], weight_decay=0.01)
    rates = [g["lr"] for g in opt.param_groups]
    total, step, since = max(1, a.epochs) * len(batches(items, a.batch, random.Random(0))), 0, time.time()
    for epoch in range(a.epochs):
        loss_sum = 0.0
        for b in batches(items, a.batch, rng):
            for g, r in zip(opt.param_groups, rates):
                g["lr"] = r * min(1, 20 * step / total) * (1 - step / total)
            x, y, weight = batch_of([items[i] for i in b], pieces)
            loss = (F.binary_cross_entropy_with_logits(net(*x), y, reduction="none") * weight).sum() / len(weight)
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder + head, 1.0)
            opt.step()
            step += 1
            loss_sum += loss.item()
            if step % 200 == 0:
                print(f"step {step} of {total}: {time.time() - since:.0f} s", flush=True)
        print(f"pass {epoch + 1}: loss {loss_sum / (step / (epoch + 1)):.4f}, {time.time() - since:.0f} s", flush=True)
    net.eval()
    save(net, pieces, a.out, a.version)
    print(hashlib.sha256(open(a.out, "rb").read()).hexdigest(), os.path.getsize(a.out))


if __name__ == "__main__":
    sys.exit(main())

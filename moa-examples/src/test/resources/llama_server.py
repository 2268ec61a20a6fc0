"""Serves a model on loopback until standard input ends: llama_server.py MODEL"""

import os
import sys

out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # the engine's own lines go to the log

from xllamacpp import CommonParams, Server  # noqa: E402

params = CommonParams()
params.model.path = sys.argv[1]
params.n_ctx = 8192
params.n_parallel = 4
params.cpuparams.n_threads = 1
params.hostnames = ["127.0.0.1"]
params.port = 0
params.offline = True
params.endpoint_slots = True
server = Server(params)
print(server.listening_address, file=out, flush=True)
sys.stdin.read()
os._exit(0)

"""CPU of OpenAI's own asynchronous Python client per call; EndToEndMain starts it.

usage: client_cpu.py BASE_URL CALLS_AT_ONCE CALLS ROUNDS; prints the microseconds of each round
"""
import asyncio
import sys
import time

import openai


async def calls(client, at_once, count):
    left = iter(range(count))

    async def worker():
        for _ in left:
            answer = await client.chat.completions.create(
                model="m", messages=[{"role": "user", "content": "Why is the sky blue?"}]
            )
            assert len(answer.choices[0].message.content) == 1024

    await asyncio.gather(*(worker() for _ in range(at_once)))


async def main(url, at_once, count, rounds):
    async with openai.AsyncOpenAI(base_url=url, api_key="sk-x", max_retries=0) as client:
        await calls(client, at_once, count)
        for _ in range(rounds):
            before = time.process_time()
            await calls(client, at_once, count)
            print(round((time.process_time() - before) / count * 1e6), flush=True)


asyncio.run(main(sys.argv[1], *map(int, sys.argv[2:])))

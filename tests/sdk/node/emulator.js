// One emulator for a `describe`, and the seed anew for every test in it.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, beforeEach } from 'node:test'
import DescopeClient from '@descope/node-sdk'

const seed = await readFile(new URL('../seed.json', import.meta.url))

/** Call it inside a `describe`; what it returns is filled before the first test. */
export function useEmulator() {
  const emulator = {}
  let folder, server

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'emulator-'))
    const args = ['emulator', 'start', '--listen', '127.0.0.1:0', '--db', join(folder, 'test.db'), '-o', 'jsonl']
    server = spawn(process.env.DESCOPECTL ?? 'descopectl', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    // Once it listens it prints its address, project ID and key.
    const [started] = await once(createInterface(server.stdout), 'line')
    const { baseUrl, projectId, managementKey } = JSON.parse(started)
    const headers = { authorization: `Bearer ${projectId}:${managementKey}` }
    Object.assign(emulator, { baseUrl, projectId, managementKey })
    // Requests beside the SDK: to the emulator's own endpoints, and for what the SDK has no method for.
    emulator.http = (method, path, body) => fetch(baseUrl + path, { method, headers, body })
    emulator.sdk = DescopeClient({ projectId, managementKey, baseUrl })
  })

  beforeEach(async () => {
    await emulator.http('POST', '/_emulator/reset')
    await emulator.http('POST', '/_emulator/seed', seed)
  })

  after(async () => {
    server.kill()
    await once(server, 'exit')
    await rm(folder, { recursive: true })
  })

  return emulator
}

// What the tests share: expecting success or an error, looking things up without the SDK, noting calls.

import assert from 'node:assert/strict'
import { useEmulator } from './emulator.js'

export const ALICE = 'U2ExampleAlice00000000000001'
export const BOB = 'U2ExampleBob0000000000000002'
export const CAROL = 'U2ExampleCarol00000000000003'

/** The data of a call that has to succeed. */
export async function ok(call) {
  const reply = await call
  assert.ok(reply.ok, JSON.stringify(reply.error))
  return reply.data
}

/** Expects the emulator's error with this code and status. */
export async function refused(call, code, status) {
  const reply = await call
  assert.equal(reply.ok, false)
  assert.equal(reply.error.errorCode, code, JSON.stringify(reply.error))
  assert.ok(reply.error.errorMessage)
  if (status) assert.equal(reply.code, status)
}

/** Per SDK object and method, the arguments of every call that succeeded. */
export const calls = { user: {}, jwt: {} }

/** Stands before an SDK object and passes every call on as it is. */
function recording(kind, target) {
  return new Proxy(target, {
    get: (_, name) => async (...given) => {
      const reply = await target[name](...given)
      if (reply.ok) (calls[kind][name] ??= []).push(given)
      return reply
    },
  })
}

/** The emulator with `user` and `jwt` of its SDK, whose calls are noted. */
export function useSdk() {
  const emulator = useEmulator()
  return {
    get sdk() {
      return emulator.sdk
    },
    get emulator() {
      return emulator
    },
    get user() {
      return recording('user', emulator.sdk.management.user)
    },
    get jwt() {
      return recording('jwt', emulator.sdk.management.jwt)
    },
    /** The user with this login ID or user ID, read without the SDK; nothing when there is none. */
    async loaded(identifier) {
      const reply = await emulator.http('GET', `/v1/mgmt/user?${new URLSearchParams({ loginId: identifier })}`)
      return reply.ok ? (await reply.json()).user : undefined
    },
    async post(path, body) {
      const reply = await emulator.http('POST', path, JSON.stringify(body))
      return { status: reply.status, body: await reply.json() }
    },
    /** What would have been sent, latest first. */
    async outbox() {
      return (await (await emulator.http('GET', '/_emulator/outbox')).json()).messages
    },
  }
}

export const names = (users) => users.map((user) => user.userId)

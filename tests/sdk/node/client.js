// What happens beside the calls: construction, keys, retries, and the tenants, roles and applications.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import DescopeClient from '@descope/node-sdk'
import { ALICE, ok, refused, useSdk } from './support.js'

describe('the client', () => {
  const api = useSdk()

  it('asks for the licence at construction and names it afterwards', async () => {
    const { projectId, managementKey, baseUrl } = api.emulator
    let asked
    const licence = new Promise((resolve) => (asked = resolve))
    const sent = []
    const client = DescopeClient({
      projectId,
      managementKey,
      baseUrl,
      hooks: {
        beforeRequest: (config) => (sent.push(config), config),
        afterRequest: async (config, reply) => {
          if (config.path.includes('license')) asked((await reply.clone().json()).rateLimitTier)
        },
      },
    })
    const tier = await licence
    assert.match(tier, /^tier[1-4]$/)
    await new Promise((resolve) => setImmediate(resolve))
    await ok(client.management.user.load(ALICE))
    assert.equal(sent.at(-1).headers['x-descope-license'], tier)
  })

  it('is refused with a wrong key', async () => {
    const { projectId, managementKey, baseUrl } = api.emulator
    const client = DescopeClient({ projectId, managementKey: `${managementKey}x`, baseUrl })
    await refused(client.management.user.load(ALICE), 'E111119', 401)
  })

  it('repeats after 503', async () => {
    await api.emulator.http('PUT', '/_emulator/faults', 'POST /v1/mgmt/user/create: 503 every 2')
    try {
      for (const loginId of ['dana@example.com', 'erin@example.com']) {
        await ok(api.sdk.management.user.create(loginId, { email: loginId }))
        assert.ok(await api.loaded(loginId))
      }
    } finally {
      await api.emulator.http('PUT', '/_emulator/faults', '')
    }
  })

  it('sees when to come back after too many requests', async () => {
    await api.emulator.http('PUT', '/_emulator/limits', '{"windowSeconds": 60, "scale": 0.05}')
    try {
      let reply
      for (let sent = 0; sent < 6 && (reply === undefined || reply.ok); sent += 1) {
        reply = await api.sdk.management.role.loadAll()
      }
      assert.deepEqual([reply.code, reply.error.errorCode], [429, 'E130429'])
      assert.match(reply.response.headers.get('retry-after'), /^([1-9]|[1-5][0-9]|60)$/)
    } finally {
      await api.emulator.http('PUT', '/_emulator/limits', '{"enforce": false}')
    }
  })
})

describe('the catalogue', () => {
  const api = useSdk()

  it('has tenants', async () => {
    const { tenant } = api.sdk.management
    assert.deepEqual(await ok(tenant.createWithId('initech', 'Initech', ['initech.example.com'])), { id: 'initech' })
    const { id } = await ok(tenant.create('Hooli'))
    const known = Object.fromEntries((await ok(tenant.loadAll())).map((each) => [each.id, each.name]))
    assert.deepEqual([known.initech, known[id]], ['Initech', 'Hooli'])
    await ok(api.user.addTenant('bob', 'initech'))
    await ok(tenant.delete('initech', true))
    assert.deepEqual((await api.loaded('bob')).userTenants, [])
  })

  it('has roles', async () => {
    const { role } = api.sdk.management
    await ok(role.create('editor'))
    await ok(role.create('clerk', 'Files things', ['view'], 'acme', false, true))
    const known = Object.fromEntries((await ok(role.loadAll())).map((each) => [each.name, each]))
    assert.deepEqual([known.clerk.tenantId, known.clerk.permissionNames], ['acme', ['view']])
    await ok(api.user.setRoles('bob', ['editor']))
    await ok(role.delete('editor'))
    await ok(role.delete('clerk', 'acme'))
    assert.deepEqual((await api.loaded('bob')).roleNames, [])
  })

  it('has applications', async () => {
    const { ssoApplication } = api.sdk.management
    const shop = await ok(ssoApplication.createOidcApplication({ name: 'Shop', loginPageUrl: 'https://example.com' }))
    await ok(
      ssoApplication.createSamlApplication({
        id: 'desk',
        name: 'Desk',
        loginPageUrl: 'https://example.com',
        useMetadataInfo: true,
        metadataUrl: 'https://example.com/saml',
      }),
    )
    const known = Object.fromEntries((await ok(ssoApplication.loadAll())).map((each) => [each.id, each.name]))
    assert.deepEqual([known[shop.id], known.desk], ['Shop', 'Desk'])
    await ok(api.user.setSSOapps('bob', ['desk']))
    await ok(ssoApplication.delete('desk'))
    assert.deepEqual((await api.loaded('bob')).ssoAppIds, [])
  })
})

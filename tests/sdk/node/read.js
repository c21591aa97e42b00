// Loading and searching, compared with what the seed says or with a request without the SDK.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ALICE, BOB, CAROL, names, ok, refused, useSdk } from './support.js'

const TESTER = 'U2ExampleTest000000000000004'

describe('loading', () => {
  const api = useSdk()

  it('finds by login ID and by user ID', async () => {
    assert.deepEqual(await ok(api.user.load('alice@example.com')), await api.loaded(ALICE))
    assert.equal((await ok(api.user.load(ALICE))).email, 'alice@example.com')
    assert.equal((await ok(api.user.loadByUserId(BOB))).email, 'bob@example.com')
    await refused(api.user.load('nobody@example.com'), 'E112102', 404)
    await refused(api.user.loadByUserId('bob'), 'E112102', 404)
  })

  it('takes login IDs of all letters through the query string', async () => {
    for (const loginId of ['a+b@example.com', 'a b', 'ä&ö=ü', '100%', '+15550100077', 'a/b?c#d']) {
      const made = await ok(api.user.create(loginId, { email: 'any@example.com' }))
      assert.equal((await ok(api.user.load(loginId))).userId, made.userId)
      const form = new URLSearchParams({ loginId, userId: '' }).toString()
      for (const query of [form, `loginId=${encodeURIComponent(loginId)}`]) {
        const reply = await api.emulator.http('GET', `/v1/mgmt/user?${query}`)
        assert.equal((await reply.json()).user.userId, made.userId, query)
      }
    }
  })

  it('loads many', async () => {
    assert.deepEqual(names(await ok(api.user.loadUsers([ALICE, BOB, CAROL]))), [ALICE, BOB])
    assert.deepEqual(names(await ok(api.user.loadUsers([ALICE, CAROL], true))), [ALICE, CAROL])
  })

  it('gives the token of a provider', async () => {
    const token = await ok(api.user.getProviderToken('alice@example.com', 'google'))
    assert.deepEqual([token.accessToken, token.refreshToken], ['example-access-token', ''])
    const options = { withRefreshToken: true, forceRefresh: true }
    const whole = await ok(api.user.getProviderToken('alice@example.com', 'google', options))
    assert.equal(whole.refreshToken, 'example-refresh-token')
    await refused(api.user.getProviderToken('alice@example.com', 'github'), 'E011004')
  })

  it('gives the history', async () => {
    const entries = await ok(api.user.history([ALICE, BOB]))
    assert.deepEqual(entries.map(({ city }) => city), ['Graz', 'Vienna'])
    assert.deepEqual(await ok(api.user.history([])), [])
  })
})

describe('searching', () => {
  const api = useSdk()

  const found = async (request) => names((await ok(api.user.search(request))).users)

  it('finds all but test users', async () => {
    const { users, total } = await ok(api.user.search({}))
    assert.deepEqual([names(users), total], [[ALICE, BOB, CAROL], 3])
    assert.deepEqual(names(await ok(api.user.searchAll())), [ALICE, BOB, CAROL])
    assert.deepEqual(names((await ok(api.user.searchTestUsers({}))).users), [TESTER])
    assert.deepEqual(await found({ withTestUser: true, testUsersOnly: true }), [TESTER])
  })

  const FILTERS = [
    [{ tenantIds: ['acme'] }, [ALICE]],
    [{ roles: ['admin', 'viewer'] }, [ALICE]],
    [{ customAttributes: { plan: ['free', 'none'] } }, [BOB]],
    [{ statuses: ['disabled', 'invited'] }, [BOB, CAROL]],
    [{ emails: ['bob@example.com'] }, [BOB]],
    [{ phones: ['+1-555-010-0003'] }, [CAROL]],
    [{ ssoAppIds: ['crm'] }, [ALICE]],
    [{ text: 'aLIce' }, [ALICE]],
    [{ loginIds: ['bob', '+15550100003'] }, [BOB, CAROL]],
    [{ userIds: [ALICE, CAROL] }, [ALICE, CAROL]],
    [{ fromCreatedTime: 1767312000000 }, [BOB, CAROL]],
    [{ toCreatedTime: 1767312000000 }, [ALICE, BOB]],
    [{ fromModifiedTime: 4102444800000 }, []],
    [{ toModifiedTime: 1 }, []],
    [{ tenantRoleNames: { acme: { values: ['viewer', 'auditor'] } } }, [ALICE]],
    [{ tenantRoleNames: { acme: { values: ['viewer', 'auditor'], and: true } } }, []],
    [{ verifiedEmail: true }, [ALICE]],
    [{ verifiedPhone: true }, [CAROL]],
    [{ limit: 2 }, [ALICE, BOB]],
    [{ limit: 2, page: 1 }, [CAROL]],
    [{ limit: 2, page: 9 }, []],
    [{ sort: [{ field: 'displayName', desc: true }] }, [CAROL, BOB, ALICE]],
    [{ emails: [], tenantIds: [], roles: [], statuses: [] }, [ALICE, BOB, CAROL]],
  ]
  for (const [filter, expected] of FILTERS) {
    it(`finds by ${JSON.stringify(filter)}`, async () => assert.deepEqual(await found(filter), expected))
  }

  it('takes everything', async () => {
    const roles = (await (await api.emulator.http('GET', '/v1/mgmt/role/all')).json()).roles
    const viewer = roles.find(({ name }) => name === 'viewer').id
    const now = Date.now() + 60_000
    const both = {
      page: 0,
      limit: 10,
      sort: [{ field: 'createdTime' }, { field: 'id', desc: true }],
      text: 'example',
      emails: ['alice@example.com'],
      phones: ['+15550100001'],
      statuses: ['enabled'],
      roles: ['admin'],
      tenantIds: ['acme'],
      customAttributes: { plan: 'pro', seats: 5 },
      withTestUser: true,
      testUsersOnly: false,
      ssoAppIds: ['crm'],
      loginIds: ['alice@example.com'],
      userIds: [ALICE],
      fromCreatedTime: 1,
      toCreatedTime: now,
      fromModifiedTime: 1,
      toModifiedTime: now,
      tenantRoleIds: { acme: { values: [viewer], and: true } },
      tenantRoleNames: { acme: { values: ['viewer'], and: true } },
      verifiedEmail: true,
      verifiedPhone: false,
    }
    assert.deepEqual(await found(both), [ALICE])
    assert.deepEqual((await ok(api.user.searchTestUsers(both))).users, [])
    const all = await ok(
      api.user.searchAll(
        ['acme'], ['admin'], 10, 0, false, true, { plan: 'pro' }, ['enabled'], ['alice@example.com'], ['+15550100001'],
      ),
    )
    assert.deepEqual(names(all), [ALICE])
  })

  it('refuses an unknown field to sort by', async () => {
    await refused(api.user.search({ sort: [{ field: 'shoeSize' }] }), 'E011004', 400)
  })

  it('sees what was made and deleted', async () => {
    await ok(api.user.create('dana@example.com', { email: 'dana@example.com', displayName: 'Dana' }))
    assert.equal((await found({ text: 'dana' })).length, 1)
    await ok(api.user.delete('dana@example.com'))
    assert.deepEqual(await found({ text: 'dana' }), [])
  })
})

describe('definitions of custom attributes', () => {
  const api = useSdk()

  it('are listed, made and deleted', async () => {
    const listed = async () => {
      const reply = await api.emulator.http('GET', '/v1/mgmt/user/customattributes')
      return (await reply.json()).data.map(({ name }) => name)
    }
    assert.deepEqual((await ok(api.user.getCustomAttributes())).map(({ name }) => name), ['plan', 'seats', 'beta'])
    const made = await ok(
      api.user.createCustomAttributes([
        { name: 'team', type: 1, displayName: 'Team' },
        { name: 'size', type: 4, displayName: 'Size', options: [{ value: 's', label: 'Small' }] },
      ]),
    )
    assert.deepEqual(made.at(-1).options, [{ value: 's', label: 'Small' }])
    assert.deepEqual(await listed(), ['plan', 'seats', 'beta', 'team', 'size'])
    await ok(api.user.updateCustomAttribute('bob', 'team', 'blue'))
    await ok(api.user.deleteCustomAttributes(['team', 'size']))
    assert.deepEqual(await listed(), ['plan', 'seats', 'beta'])
    assert.deepEqual((await api.loaded('bob')).customAttributes, { plan: 'free' })
  })
})

package interview

import "testing"

// TestMore asks which settings are to change, then for those, and for what does
// not go with them any longer.
func TestMore(t *testing.T) {
	for name, c := range map[string]struct {
		answers []string
		asked   string
		args    string
	}{
		"nothing": {
			answers: []string{"-"},
			asked: `
Which settings do you want to change? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (1, 2 in production)} = -`, args: ``,
		},
		"what nothing hangs on": {
			answers: []string{"port,count", "81", "9", "3"},
			asked: `
Which settings do you want to change? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (1, 2 in production)} = port,count
Which port? (web) [80] = 81
count (web) [1, 2 in production] = 9
  no: At most 8.
count (web) [1, 2 in production] = 3`, args: `--set web.port=81 --set web.count=3`,
		},
		"what another hangs on": {
			answers: []string{"cpu", "2", "8"},
			asked: `
Which settings do you want to change? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (1, 2 in production)} = cpu
cpu (web) {1|2} <1> = 2
memory (web) {4|8} <4> = 8`, args: `--set web.cpu=2 --set web.memory=8`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			u := about(t, shop)
			u.Fixed["contact"] = true
			same(t, "asked", talk(t, u, func(p *Person) error { return p.More(u) }, c.answers...), c.asked)
			same(t, "arguments", arguments(u), c.args)
		})
	}
}

// TestOverride asks what is different in one environment.
func TestOverride(t *testing.T) {
	for name, c := range map[string]struct {
		answers []string
		asked   string
		args    string
	}{
		"a line": {
			answers: []string{"dev", "count", "5"},
			asked: `
For which environment? {dev|production} = dev
What is different in dev? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (1)} = count
count (web dev) [1] = 5`, args: `--set dev:web.count=5`,
		},
		"a choice, as in the others": {
			answers: []string{"production", "exposure", "default"},
			asked: `
For which environment? {dev|production} = production
What is different in production? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (2)} = exposure
Who calls it? (web production) {default:as in the others: public|"public"|"none"} <"public"> = default`, args: ``,
		},
		"what another hangs on, there": {
			answers: []string{"production", "cpu", "2", "4"},
			asked: `
For which environment? {dev|production} = production
What is different in production? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (2)} = cpu
cpu (web production) {default:as in the others: 1|1|2} <1> = 2
memory (web) {4} <4> = 4`, args: `--set web.memory=4 --set production:web.cpu=2`,
		},
		"back to the environment": {
			answers: []string{"dev", "<", "production", "count", "2"},
			asked: `
For which environment? {dev|production} = dev
What is different in dev? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (1)} = <
For which environment? {dev|production} = production
What is different in production? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (2)} = count
count (web production) [2] = 2`, args: ``,
		},
	} {
		t.Run(name, func(t *testing.T) {
			u := about(t, shop)
			u.Fixed["contact"] = true
			same(t, "asked", talk(t, u, func(p *Person) error { return p.Override(u) }, c.answers...), c.asked)
			same(t, "arguments", arguments(u), c.args)
		})
	}
}

// TestOverrideBesideAll: what was said for all is what an environment has where
// it says nothing, and its own value stays when all have another.
func TestOverrideBesideAll(t *testing.T) {
	u := about(t, shop)
	u.Fixed["contact"] = true
	both := func(p *Person) error {
		if err := p.More(u); err != nil {
			return err
		}
		if err := p.Override(u); err != nil {
			return err
		}
		return p.More(u)
	}
	same(t, "asked", talk(t, u, both, "count", "4", "dev", "count", "3", "count", "6"), `
Which settings do you want to change? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (1, 2 in production)} = count
count (web) [1, 2 in production] = 4
For which environment? {dev|production} = dev
What is different in dev? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (4)} = count
count (web dev) [4] = 3
Which settings do you want to change? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (4)} = count
count (web) <4> [2] = 6`)
	same(t, "arguments", arguments(u), "--set web.count=6 --set dev:web.count=3")
}

// TestFollowing: memory that was said for production alone no longer goes with
// the processor, so it is asked for there, and not for all.
func TestFollowing(t *testing.T) {
	u := about(t, shop)
	u.Fixed["contact"] = true
	twice := func(p *Person) error {
		if err := p.Override(u); err != nil {
			return err
		}
		return p.Override(u)
	}
	same(t, "asked", talk(t, u, twice, "production", "cpu,memory", "2", "8", "production", "cpu", "1", "4"), `
For which environment? {dev|production} = production
What is different in production? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (2)} = cpu,memory
cpu (web production) {default:as in the others: 1|1|2} <1> = 2
memory (web production) {default:as in the others: 2|4|8} <default> = 8
For which environment? {dev|production} = production
What is different in production? {exposure (public)|port (80)|uses (none)|cpu (2)|memory (8)|count (2)} = cpu
cpu (web production) {default:as in the others: 1|1|2} <2> = 1
memory (web production) {default:as in the others: 2|2|4} <2> = 4`)
	same(t, "arguments", arguments(u), "--set production:web.memory=4")
}

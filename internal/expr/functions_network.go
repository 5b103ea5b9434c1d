package expr

import (
	"errors"
	"fmt"
	"math/big"
	"net/netip"
	"regexp"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// networkFunctions are Terraform's functions on IP networks.
func networkFunctions() map[string]function.Function {
	prefix := function.Parameter{Name: "prefix", Type: cty.String}
	return map[string]function.Function{
		"cidrhost":    networkFunc(cidrHost, prefix, function.Parameter{Name: "hostnum", Type: cty.Number}),
		"cidrnetmask": networkFunc(cidrNetmask, prefix),
		"cidrsubnet": networkFunc(cidrSubnet, prefix,
			function.Parameter{Name: "newbits", Type: cty.Number}, function.Parameter{Name: "netnum", Type: cty.Number}),
		"cidrsubnets": cidrSubnetsFunc(prefix),
	}
}

// network is an IP network as numbers.
type network struct {
	base  *big.Int // the lowest address
	bits  int      // the prefix's length
	width int      // of an address: 32 or 128
}

func networkFunc(f func(network, []*big.Int) (string, error), params ...function.Parameter) function.Function {
	return function.New(&function.Spec{
		Params: params,
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			n, numbers, err := networkArgs(args)
			if err != nil {
				return cty.NilVal, err
			}
			out, err := f(n, numbers)
			return cty.StringVal(out), err
		},
	})
}

// networkArgs reads a prefix and the whole numbers behind it.
func networkArgs(args []cty.Value) (network, []*big.Int, error) {
	n, err := parseNetwork(args[0].AsString())
	if err != nil {
		return network{}, nil, function.NewArgError(0, err)
	}
	var numbers []*big.Int
	for i, arg := range args[1:] {
		whole, accuracy := arg.AsBigFloat().Int(nil)
		if whole == nil || accuracy != big.Exact {
			return network{}, nil, function.NewArgErrorf(i+1, "a whole number is required")
		}
		numbers = append(numbers, whole)
	}
	return n, numbers, nil
}

var leadingZeros = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b0+([0-9])`) })

// parseNetwork reads CIDR notation. As Terraform does, it takes leading zeros
// for nothing, and drops the bits behind the prefix.
func parseNetwork(s string) (network, error) {
	address, bits, _ := strings.Cut(s, "/")
	bits = leadingZeros().ReplaceAllString(bits, "$1")
	if !strings.Contains(address, ":") {
		address = leadingZeros().ReplaceAllString(address, "$1")
	}
	p, err := netip.ParsePrefix(address + "/" + bits)
	if err != nil {
		return network{}, fmt.Errorf("invalid CIDR expression: invalid CIDR address: %s", s)
	}
	p = p.Masked()
	return network{new(big.Int).SetBytes(p.Addr().AsSlice()), p.Bits(), p.Addr().BitLen()}, nil
}

// address writes the address number n.
func (n network) address(number *big.Int) string {
	raw := make([]byte, n.width/8)
	number.FillBytes(raw)
	a, _ := netip.AddrFromSlice(raw)
	return a.String()
}

// size is the count of addresses in a network of that prefix length.
func (n network) size(bits int) *big.Int {
	return new(big.Int).Lsh(big.NewInt(1), uint(n.width-bits))
}

func cidrHost(n network, args []*big.Int) (string, error) {
	host, size := args[0], n.size(n.bits)
	if host.Sign() < 0 {
		host = new(big.Int).Add(host, size)
	}
	if host.Sign() < 0 || host.Cmp(size) >= 0 {
		return "", fmt.Errorf("prefix of %d does not accommodate a host numbered %s", n.bits, args[0])
	}
	return n.address(new(big.Int).Add(n.base, host)), nil
}

func cidrNetmask(n network, _ []*big.Int) (string, error) {
	if n.width != 32 {
		return "", function.NewArgErrorf(0, "IPv6 addresses cannot have a netmask")
	}
	mask := new(big.Int).Sub(n.size(0), n.size(n.bits))
	return n.address(mask), nil
}

func cidrSubnet(n network, args []*big.Int) (string, error) {
	if !args[0].IsInt64() || args[0].Int64() < 0 || args[0].Int64() > int64(n.width-n.bits) {
		return "", fmt.Errorf("insufficient address space to extend prefix of %d by %s", n.bits, args[0])
	}
	extra, number := int(args[0].Int64()), args[1]
	if number.Sign() < 0 || number.BitLen() > extra {
		return "", fmt.Errorf("prefix extension of %d does not accommodate a subnet numbered %s", extra, number)
	}
	bits := n.bits + extra
	base := new(big.Int).Mul(number, n.size(bits))
	return fmt.Sprintf("%s/%d", n.address(base.Add(base, n.base)), bits), nil
}

func cidrSubnetsFunc(prefix function.Parameter) function.Function {
	return function.New(&function.Spec{
		Params:   []function.Parameter{prefix},
		VarParam: &function.Parameter{Name: "newbits", Type: cty.Number},
		Type:     function.StaticReturnType(cty.List(cty.String)),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			n, numbers, err := networkArgs(args)
			if err != nil {
				return cty.NilVal, err
			}
			if len(numbers) == 0 {
				return cty.ListValEmpty(cty.String), nil
			}
			return cidrSubnets(n, numbers)
		},
	})
}

// cidrSubnets lays the subnets one behind another, each at the next address
// that is a multiple of its size.
func cidrSubnets(n network, newbits []*big.Int) (cty.Value, error) {
	end := new(big.Int).Add(n.base, n.size(n.bits))
	next := new(big.Int).Set(n.base)
	var all []cty.Value
	for i, extra := range newbits {
		switch {
		case extra.Sign() <= 0:
			return cty.NilVal, function.NewArgErrorf(i+1, "must extend prefix by at least one bit")
		case extra.Cmp(big.NewInt(32)) > 0:
			return cty.NilVal, function.NewArgErrorf(i+1, "may not extend prefix by more than 32 bits")
		}
		bits := n.bits + int(extra.Int64())
		if bits > n.width {
			return cty.NilVal, function.NewArgErrorf(i+1, "would extend prefix to %d bits, which is too long", bits)
		}
		size := n.size(bits)
		next.Add(next, size).Sub(next, big.NewInt(1)).Div(next, size).Mul(next, size)
		after := new(big.Int).Add(next, size)
		if after.Cmp(end) > 0 {
			return cty.NilVal, errors.New("not enough remaining address space for this subnet")
		}
		all = append(all, cty.StringVal(fmt.Sprintf("%s/%d", n.address(next), bits)))
		next = after
	}
	return cty.ListVal(all), nil
}

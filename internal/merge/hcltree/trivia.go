package hcltree

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// pending is what stands between two items: comments and blank lines.
type pending struct {
	blank string   // the blank lines above the comments, or above what follows
	lead  Comments // those that belong to what follows
	row   bool     // what follows stands at the beginning of its line
}

func newComment(raw string) Comment { return Comment{Raw: raw, Text: commentText(raw)} }

// commentText is a comment without its marks and the white space around it.
func commentText(raw string) string {
	s := strings.TrimSpace(raw)
	switch {
	case strings.HasPrefix(s, "//"):
		s = strings.TrimLeft(s, "/")
		if s == "" {
			return "//"
		}
	case strings.HasPrefix(s, "#"):
		if t := strings.TrimPrefix(s, "#"); t != "" {
			s = t
		}
	case strings.HasPrefix(s, "/*"):
		lines := strings.Split(s, "\n")
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		return strings.Join(lines, "\n")
	}
	return strings.TrimSpace(s)
}

// between reads comments and blank lines. Comments that a blank line ends, and
// commented-out code, become items of their own. ok is false for comments
// between two things on one line.
func (p *parser) between(g *Group, row bool) (rest pending, ok bool) {
	rest.row = row
	for p.pos < len(p.tokens) {
		t := p.tokens[p.pos]
		switch t.kind {
		case hclsyntax.TokenNewline:
			if len(rest.lead) > 0 {
				p.detach(g, &rest)
			}
			rest.blank += p.src[p.at:t.end]
			rest.row = true
		case hclsyntax.TokenComment:
			if !rest.row {
				return rest, false
			}
			if p.src[t.end-1] != '\n' && p.peek(1) == hclsyntax.TokenNewline {
				p.pos++ // the newline behind /* */ is the comment's
			}
			rest.lead = append(rest.lead, newComment(p.src[p.at:p.tokens[p.pos].end]))
		default:
			if rest.row && len(rest.lead) > 0 && looksLikeCode(rest.lead[len(rest.lead)-1].Text) {
				p.detach(g, &rest)
			}
			return rest, true
		}
		p.at = p.tokens[p.pos].end
		p.pos++
	}
	return rest, true
}

// detach makes the pending comments an item.
func (p *parser) detach(g *Group, rest *pending) {
	it := &Item{Kind: ItemComment, Blank: rest.blank, Lead: rest.lead, OwnRow: true}
	it.finish()
	g.Items = append(g.Items, it)
	rest.blank, rest.lead = "", nil
}

// beforeClosing ends a group: pending comments are an item, blank lines go before
// the closing bracket.
func (p *parser) beforeClosing(g *Group, rest pending) (space string) {
	if len(rest.lead) > 0 {
		p.detach(g, &rest)
	}
	return rest.blank
}

// rowEnd reads comments and the newline behind an item or an opening bracket;
// nothing if something else follows on the line.
func (p *parser) rowEnd() (trail string, note Comment, eol string) {
	start, pos := p.at, p.pos
	for ; pos < len(p.tokens); pos++ {
		t := p.tokens[pos]
		switch {
		case t.kind == hclsyntax.TokenNewline:
		case t.kind != hclsyntax.TokenComment:
			return "", Comment{}, ""
		case p.src[t.end-1] != '\n':
			continue
		}
		eol = "\n"
		if strings.HasSuffix(p.src[:t.end], "\r\n") && t.kind == hclsyntax.TokenNewline {
			eol = "\r\n"
		}
		p.pos, p.at = pos+1, t.end
		trail = strings.TrimSuffix(p.src[start:t.end], eol)
		if strings.TrimSpace(trail) != "" {
			note = newComment(trail)
		}
		return trail, note, eol
	}
	if pos == p.pos {
		return "", Comment{}, ""
	}
	p.pos, p.at = pos, p.tokens[pos-1].end // the file ends with a comment
	trail = p.src[start:p.at]
	return trail, newComment(trail), ""
}

// looksLikeCode tells of a comment that holds commented-out HCL: its last line
// ends in a bracket, or assigns something to a name.
func looksLikeCode(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" {
		return false
	}
	if strings.ContainsRune("{}[]", rune(text[len(text)-1])) && !strings.Contains(text, ". ") {
		return true
	}
	name, value, found := strings.Cut(text, "=")
	name = strings.Trim(strings.TrimSpace(name), `"`)
	return found && name != "" && strings.TrimSpace(value) != "" && !strings.ContainsAny(name, " \t`'")
}

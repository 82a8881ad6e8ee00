#!/usr/bin/env python3
"""Watches the links of ord: avoids one that drops data while another does not, and answers AWS's probes.

BGP and BFD see a dead link; a link that keeps them up and drops data is seen only by data. Made from the topology:
change that and print this again."""
import collections
import concurrent.futures
import json
import socket
import subprocess
import sys
import threading
import time

CONFIG = json.loads(r'''{
 "interval": 1,
 "timeout": 0.5,
 "fall": 3,
 "rise": 10,
 "loss": 0.2,
 "lossWindow": 30,
 "retry": 1,
 "reread": 30,
 "links": [
  {
   "name": "ord-iad-dx",
   "target": "10.40.255.4",
   "port": 443,
   "responder": "10.10.48.78",
   "responderPort": 443,
   "takeovers": [
    "ord-iad-vpn",
    "ord-pdx-dx"
   ],
   "avoided": "neighbor ord-iad-dx route-map DETOUR-avoid-ord-iad-dx in",
   "show": [
    "vtysh",
    "-c",
    "show running-config bgpd"
   ],
   "prefer": [
    "vtysh",
    "-c",
    "configure terminal",
    "-c",
    "router bgp 65010",
    "-c",
    "address-family ipv4 unicast",
    "-c",
    "neighbor ord-iad-dx route-map DETOUR-in-ord-iad-dx in",
    "-c",
    "end",
    "-c",
    "clear bgp ipv4 unicast peer-group ord-iad-dx soft in"
   ],
   "avoid": [
    "vtysh",
    "-c",
    "configure terminal",
    "-c",
    "router bgp 65010",
    "-c",
    "address-family ipv4 unicast",
    "-c",
    "neighbor ord-iad-dx route-map DETOUR-avoid-ord-iad-dx in",
    "-c",
    "end",
    "-c",
    "clear bgp ipv4 unicast peer-group ord-iad-dx soft in"
   ]
  },
  {
   "name": "ord-iad-vpn",
   "target": "10.40.255.5",
   "port": 443,
   "responder": "10.10.48.94",
   "responderPort": 443,
   "takeovers": [
    "ord-iad-dx",
    "ord-pdx-dx"
   ],
   "avoided": "neighbor ord-iad-vpn route-map DETOUR-avoid-ord-iad-vpn in",
   "show": [
    "vtysh",
    "-c",
    "show running-config bgpd"
   ],
   "prefer": [
    "vtysh",
    "-c",
    "configure terminal",
    "-c",
    "router bgp 65010",
    "-c",
    "address-family ipv4 unicast",
    "-c",
    "neighbor ord-iad-vpn route-map DETOUR-in-ord-iad-vpn in",
    "-c",
    "end",
    "-c",
    "clear bgp ipv4 unicast peer-group ord-iad-vpn soft in"
   ],
   "avoid": [
    "vtysh",
    "-c",
    "configure terminal",
    "-c",
    "router bgp 65010",
    "-c",
    "address-family ipv4 unicast",
    "-c",
    "neighbor ord-iad-vpn route-map DETOUR-avoid-ord-iad-vpn in",
    "-c",
    "end",
    "-c",
    "clear bgp ipv4 unicast peer-group ord-iad-vpn soft in"
   ]
  },
  {
   "name": "ord-pdx-dx",
   "target": "10.40.255.6",
   "port": 443,
   "responder": "10.30.48.110",
   "responderPort": 443,
   "takeovers": [
    "ord-iad-dx",
    "ord-iad-vpn"
   ],
   "avoided": "neighbor ord-pdx-dx route-map DETOUR-avoid-ord-pdx-dx in",
   "show": [
    "vtysh",
    "-c",
    "show running-config bgpd"
   ],
   "prefer": [
    "vtysh",
    "-c",
    "configure terminal",
    "-c",
    "router bgp 65010",
    "-c",
    "address-family ipv4 unicast",
    "-c",
    "neighbor ord-pdx-dx route-map DETOUR-in-ord-pdx-dx in",
    "-c",
    "end",
    "-c",
    "clear bgp ipv4 unicast peer-group ord-pdx-dx soft in"
   ],
   "avoid": [
    "vtysh",
    "-c",
    "configure terminal",
    "-c",
    "router bgp 65010",
    "-c",
    "address-family ipv4 unicast",
    "-c",
    "neighbor ord-pdx-dx route-map DETOUR-avoid-ord-pdx-dx in",
    "-c",
    "end",
    "-c",
    "clear bgp ipv4 unicast peer-group ord-pdx-dx soft in"
   ]
  }
 ]
}''')

LINKS = {link["name"]: link for link in CONFIG["links"]}


class Standing:
    """What is known of a link: nothing at first, then good or bad."""

    def __init__(self):
        self.verdict = None
        self.streak = 0
        self.answered = None
        self.recent = collections.deque(maxlen=CONFIG["lossWindow"])

    def add(self, answered):
        self.streak = self.streak + 1 if answered == self.answered else 1
        self.answered = answered
        self.recent.append(answered)
        needed = CONFIG["rise"] if answered and self.verdict == "bad" else CONFIG["fall"]
        if self.streak >= needed:
            if answered and self.verdict != "good":
                self.recent.clear()
            self.verdict = "good" if answered else "bad"
        if self.recent.count(False) > CONFIG["loss"] * CONFIG["lossWindow"]:
            self.verdict = "bad"


def desired(standings):
    """'avoid' or 'prefer' by link; a link of which too little is known keeps what it has."""
    wanted = {}
    for name, link in LINKS.items():
        others = [standings[other].verdict for other in link["takeovers"]]
        if standings[name].verdict == "good":
            wanted[name] = "prefer"
        elif standings[name].verdict == "bad":
            if "good" in others:
                wanted[name] = "avoid"
            elif None not in others:
                wanted[name] = "prefer"  # the last link is never given up
    return wanted


def answers(link):
    """One connection from the link's target to the responder in the link's probe subnet."""
    probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        probe.settimeout(CONFIG["timeout"])
        probe.bind((link["target"], 0))
        probe.connect((link["responder"], link["responderPort"]))
        return True
    except OSError:
        return False
    finally:
        probe.close()


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=30)
    text = done.stdout.decode(errors="replace")
    if done.returncode != 0:
        raise OSError("%s: %s" % (command[0], text.strip()))
    return text


def standing_on_router(link):
    return "avoid" if link["avoided"] in run(link["show"]) else "prefer"


def enforce(wanted, held, afresh):
    """Writes the difference only. What somebody else changed is found when it is read afresh."""
    for name, mode in wanted.items():
        link = LINKS[name]
        try:
            if afresh or name not in held:
                held[name] = standing_on_router(link)
            if held[name] != mode:
                run(link[mode])
                held[name] = mode
                say("link %s: %s" % (name, mode))
        except (OSError, subprocess.SubprocessError) as error:
            held.pop(name, None)
            say("link %s: cannot %s: %s" % (name, mode, error))


def listener_at(link):
    """Tries until it can: the router may not have the address yet, or something else may be listening there."""
    place = "%s port %d" % (link["target"], link["port"])
    failed = False
    while True:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((link["target"], link["port"]))
            listener.listen(64)
        except OSError as error:
            listener.close()
            if not failed:
                say("link %s: not answering at %s, tried again until it can: %s" % (link["name"], place, error))
            failed = True
            time.sleep(CONFIG["retry"])
        else:
            if failed:
                say("link %s: answering at %s" % (link["name"], place))
            return listener


def answer(link):
    """AWS measures the link by connecting to its target."""
    listener = listener_at(link)
    while True:
        try:
            listener.accept()[0].close()
        except OSError as error:
            say("link %s: %s" % (link["name"], error))
            time.sleep(1)


def main():
    standings = {name: Standing() for name in LINKS}
    held = {}
    for link in LINKS.values():
        threading.Thread(target=answer, args=(link,), daemon=True).start()
    read_at = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(max_workers=max(1, len(LINKS))) as pool:
        while True:
            began = time.monotonic()
            results = dict(zip(LINKS, pool.map(answers, LINKS.values())))
            for name, answered in results.items():
                standings[name].add(answered)
            afresh = began - read_at >= CONFIG["reread"]
            if afresh:
                read_at = began
            enforce(desired(standings), held, afresh)
            time.sleep(max(0.0, began + CONFIG["interval"] - time.monotonic()))


if __name__ == "__main__":
    main()

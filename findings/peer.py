"""A TLS server on a loopback port of its own (written to the file "port") that takes one connection and prints how the client left.

Usage: peer.py TLSv1_2|TLSv1_3, with printer.pem and printer.key in the current folder. An alert or close_notify ends the list, else
"left" (FIN, or RST where something of the server was unread)."""
import socket
import ssl
import sys

version = getattr(ssl.TLSVersion, sys.argv[1])
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("printer.pem", "printer.key")
context.minimum_version = context.maximum_version = version

listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(60)
with open("port", "w") as file:
    file.write(str(listener.getsockname()[1]))
client, _ = listener.accept()
client.settimeout(20)

incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
tls = context.wrap_bio(incoming, outgoing, server_side=True)
seen = []
shaken = False
try:
    while True:
        try:
            if not shaken:
                tls.do_handshake()
                shaken = True
                seen.append("handshake done")
            seen.append("data" if tls.read(1 << 14) else "close_notify")
            if seen[-1] == "close_notify":
                break
        except ssl.SSLWantReadError:
            if outgoing.pending:
                client.sendall(outgoing.read())
            received = client.recv(1 << 14)
            if not received:
                break
            incoming.write(received)
        except ssl.SSLError as error:
            seen.append(error.reason)
            break
    if not seen or seen[-1] in ("handshake done", "data"):
        seen.append("left")
except ConnectionResetError:
    if not seen or seen[-1] in ("handshake done", "data"):
        seen.append("left")
except TimeoutError:
    seen.append("stays")
print(sys.argv[1] + ": " + ", ".join(seen), flush=True)

"""The ledger of cases: plain functions on a `Connection`, in the caller's transaction; times are epoch ms.

numbers   the 受付番号: made, shown, read
states    the states and what may follow what
case      `Case`, as everybody reads it, and how one is found
opening   a report becomes a case, or joins one
changes   what staff and reporters do to a case; each leaves a line in `history`
lists     the queue: filters, orders, pages by keyset, counts
cells     places as integers; mapped: what lies in a box or a tile, and near duplicates
reporters who reported a case, whether they want messages, how they can be reached
handovers cases given to other organisations, and their answers
hiding    rectangles that are blacked out on a photo
figures   numbers over many cases, for reports and exports
photos    the photos of a case and of an unsent report
"""

-- Sends prepared requests in turn, each with a number in it that was never sent before.
--
--   wrk ... -s call.lua URL -- FILE FIRST [AUTHORIZATION]
--
-- A line of FILE is `METHOD PATH BODY`. Every {n} in a body stands for the request's number: FIRST, FIRST + 1, ... (ten digits all).
local texts, number, at = {}, 0, 0

local function parts_of(text)
    local parts = {}
    for part in (text .. "{n}"):gmatch("(.-){n}") do
        parts[#parts + 1] = part
    end
    return parts
end

function init(arguments)
    number = tonumber(arguments[2])
    for line in io.lines(arguments[1]) do
        local method, path, body = line:match("^(%S+) (%S+) ?(.*)$")
        local parts = parts_of(body)
        local length = #table.concat(parts, tostring(number))
        local head = method .. " " .. path .. " HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port .. "\r\n"
        if arguments[3] then
            head = head .. "Authorization: " .. arguments[3] .. "\r\n"
        end
        if length > 0 then
            head = head .. "Content-Type: application/json\r\nContent-Length: " .. length .. "\r\n"
        end
        parts[1] = head .. "\r\n" .. parts[1]
        texts[#texts + 1] = parts
    end
end

function request()
    at = at % #texts + 1
    number = number + 1
    return table.concat(texts[at], tostring(number))
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "microseconds": %d, "refused": %d, "broken": %d, "p50": %.0f, "p99": %.0f}\n',
        summary.requests, summary.duration, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(99)
    ))
end

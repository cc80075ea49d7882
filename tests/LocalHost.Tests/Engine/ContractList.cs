namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>All items of the contract, sections 1.1 to 1.10.</summary>
internal static class ContractList
{
    private const string NoEntities = "refused: this host runs no entities, and item 45 proves the refusal";

    internal static readonly IReadOnlyList<ContractItem> Items =
    [
        // 1.1 Basic patterns
        new(1, "An orchestration that returns nothing completes"),
        new(2, "One activity: its result, and each log event once"),
        new(3, "A chain of activities"),
        new(4, "A fan-out's results in the order of the calls"),
        new(5, "IsReplaying is true for all but the newest step", "true only where there is a replay"),
        new(6, "The orchestration's time: stable, moving on, exact"),
        new(7, "Its guids: unique, stable, bit-exact"),
        new(8, "JSON nodes in and out"),
        new(9, "Custom status while running and afterwards"),
        new(10, "Classes and static functions behave alike", "stated for [Function] methods of either form"),
        new(11, "Pages from activities are enumerated"),
        new(12, "A scope of services for each execution", "stated for [Function] classes"),
        new(13, "Task options as the input are refused"),
        new(14, "Very many and very large actions are one step; one over the limit fails"),

        // 1.2 Timers
        new(15, "A timer fires at its time and not before"),
        new(16, "A long timer is made of several where an interval is set"),
        new(17, "A cancelled timer faults its task and holds nothing up"),
        new(18, "Many timers of one moment all fire"),
        new(19, "Local times are converted"),

        // 1.3 External events
        new(20, "Each event's payload reaches its name"),
        new(21, "Events before their waiter are kept, first in first out"),
        new(22, "Of several waiters the newest is served first", "(D) as newer SDKs"),
        new(23, "A cancelled waiter swallows nothing"),
        new(24, "Names match without regard to case; two types for one name are refused"),
        new(25, "Waiting with a time-out and a token"),
        new(26, "No event is dropped between activities; a child is addressed by its id"),
        new(27, "Events for nobody and for the ended are refused", "(D) as a Functions host"),
        new(28, "Events from one orchestration to another", "entities' ids are refused"),

        // 1.4 Errors and retries
        new(29, "An unhandled activity exception keeps the whole chain"),
        new(30, "An unhandled orchestrator exception keeps type, message and stack"),
        new(31, "Failures are caught by type, base types included"),
        new(32, "Inner details survive three hops"),
        new(33, "A policy tries exactly so often"),
        new(34, "A handler is asked once for each failed attempt", "(D) as documented, for children too"),
        new(35, "Policies with a filter and a time-out; success at the fifth attempt"),
        new(36, "The policy's fields, their bounds and the delays", "(D) no timer after the last attempt"),
        new(37, "Unknown names fail and are not retried"),
        new(38, "Properties of exceptions survive every hop"),
        new(39, "Activity exceptions through function classes", "the entity half is refused: item 45"),
        new(40, "Payloads over the limit fail in order; large ones pass"),

        // 1.5 Sub-orchestrations
        new(41, "Recursion, and the parent as the child sees it"),
        new(42, "Ids of children"),
        new(43, "Tags of children are kept over retries"),
        new(44, "Forgotten children, and terminations that reach them or not"),
        new(45, "Entities are refused with a clear word", "critical sections are entities'"),

        // 1.6 Continue-as-new
        new(46, "Ten generations: one id, a history that is cut"),
        new(47, "Events over generations: none lost, none twice"),
        new(48, "A new version for the next generation",
            "several classes under one name have no counterpart among [Function] names"),
        new(49, "Many instances with many generations: none gets stuck"),

        // 1.7 Client lifecycle
        new(50, "Metadata with payloads only where asked for"),
        new(51, "Waiting for a start and for an end, with tokens"),
        new(52, "Termination of whatever has not ended"),
        new(53, "Suspension keeps everything, resumption delivers it in order"),
        new(54, "Steering that changes nothing",
            "(D) refused as in a Functions host; an option tolerates it"),
        new(55, "Restart with the same and with a new id"),
        new(56, "Rewind: what failed runs again, nothing else"),
        new(57, "Purge by id, filter and window; partly when time is out"),
        new(58, "Starts under an id that is taken", "(D) without a list as a Functions host"),
        new(59, "Scheduled starts, over restarts too"),
        new(60, "Queries by pages, ids by time of end, histories",
            "histories come from the host's API; one task hub, so hub names are not looked at"),
        new(61, "Tags of orchestrations, activities and children"),
        new(62, "Versions of starts, children and activities, and who is taken up",
            "several classes under one name (ClassBasedVersioned..., UseVersioning with a registry) do not "
            + "apply: a [Function] name belongs to one method"),
        new(63, "Filters by name and by tag leave the denied as they are"),
        new(64, "One span for each unit of work, none twice"),
        new(65, "Replay-safe loggers log once"),

        // 1.8 Entities
        new(66, "Entities: set and get, three styles", NoEntities, 45),
        new(67, "Entities: call and delete", NoEntities, 45),
        new(68, "Entities: signals, delayed and relayed", NoEntities, 45),
        new(69, "Entities: batches of signals", NoEntities, 45),
        new(70, "Entities that start orchestrations", NoEntities, 45),
        new(71, "Entities: locked transfers", NoEntities, 45),
        new(72, "Entities: locks of the failed and of the purged", NoEntities, 45),
        new(73, "Entities: the rules of locks", NoEntities, 45),
        new(74, "Entities: failed operations roll back", NoEntities, 45),
        new(75, "Entities: queries", NoEntities, 45),
        new(76, "Entities: large ones, invalid ids, case", NoEntities, 45),
        new(77, "Entities: order of messages", NoEntities, 45),

        // 1.9 Non-determinism
        new(78, "Changed code is found: kind, name, input, time, target, end"),
        new(79, "A diverged instance fails once and its history grows no more"),

        // 1.10 What a local engine adds
        new(80, "A stop at any commit, write or fsync loses nothing"),
        new(81, "A call returns when its effect is on the disk"),
        new(82, "Timers due while down fire at start, in order, once"),
        new(83, "A second process on one store is refused"),
        new(84, "A clock set back never turns an instance's time back"),
        new(85, "Stored histories against current code, without running activities"),
        new(86, "A full or read-only disk: a clear error, and on when freed"),
    ];
}

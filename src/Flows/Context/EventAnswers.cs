using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Context;

/// <summary>How an event's endpoint tells of its answers.</summary>
internal static class EventAnswers
{
    /// <summary>200 with the state that the event left, or 202 with the event that waits.</summary>
    public static RouteHandlerBuilder AnswersOrWaits<T>(this RouteHandlerBuilder route) =>
        route.Produces<T>().Produces<WaitingEvent>(StatusCodes.Status202Accepted);
}

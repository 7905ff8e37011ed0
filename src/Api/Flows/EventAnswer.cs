using SocialCommerce.Kernel.Http;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>The answer to a reported event as JSON, and its status: 202 where it has no effect yet.</summary>
internal sealed record EventAnswer(int Status, string Json)
{
    /// <summary>As the endpoint sends it.</summary>
    public IResult ToResult() => Results.Text(Json, "application/json", statusCode: Status);
}

/// <summary>How an event's endpoint tells of its answers.</summary>
internal static class EventAnswers
{
    /// <summary>200 with the state that the event left, or 202 with the event that waits.</summary>
    public static RouteHandlerBuilder AnswersOrWaits<T>(this RouteHandlerBuilder route) =>
        route.Produces<T>().Produces<WaitingEvent>(StatusCodes.Status202Accepted).Refuses(409, 422);
}

namespace SocialCommerce.Flows.Context;

/// <summary>The answer to a reported event as JSON, and its status: 202 where it has no effect yet.</summary>
internal sealed record EventAnswer(int Status, string Json)
{
    /// <summary>As the endpoint sends it.</summary>
    public IResult ToResult() => Results.Text(Json, "application/json", statusCode: Status);
}

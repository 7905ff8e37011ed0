using SocialCommerce.Commissions.Projects;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>An accepted task.</summary>
public sealed record AcceptedProject(string ProjectId, string Content, string Decision)
{
    /// <summary>Whether the parts are what the task gives for what was achieved; pure.</summary>
    public bool AddsUp()
    {
        var (content, decision) = (Json.Read<ProjectContent>(Content), Json.Read<ProjectDecision>(Decision));
        return content.Worth(decision.Achieved!.Value) is { } worth && decision.Worth!.Amount == worth
            && content.Parts(worth).SequenceEqual(decision.Shares!.Select(share => share.Share.Amount))
            && decision.Shares!.All(share => share.Amount.Amount == (share.Reason is null ? share.Share.Amount : 0));
    }
}
